// Checks with golang.org/x/mod/sumdb (tlog and note) what stands on standard input, one JSON object a line, and answers "good" or "bad" to each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Kind           string
	Index, Size    int64
	Earlier, Later int64
	Leaf, Root     tlog.Hash
	EarlierRoot    tlog.Hash
	Proof          []tlog.Hash
	Entry          []byte
	Note, Key      string
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q question
		err := json.Unmarshal(lines.Bytes(), &q)
		if err == nil {
			err = check(q)
		}
		if err != nil {
			fmt.Println("bad", err)
		} else {
			fmt.Println("good")
		}
	}
}

func check(q question) error {
	switch q.Kind {
	case "inclusion":
		if q.Entry != nil && tlog.RecordHash(q.Entry) != q.Leaf {
			return fmt.Errorf("the leaf is not that of the entry")
		}
		return tlog.CheckRecord(q.Proof, q.Size, q.Root, q.Index, q.Leaf)
	case "consistency":
		return tlog.CheckTree(q.Proof, q.Later, q.Root, q.Earlier, q.EarlierRoot)
	case "note":
		verifier, err := note.NewVerifier(q.Key)
		if err != nil {
			return err
		}
		opened, err := note.Open([]byte(q.Note), note.VerifierList(verifier))
		if err != nil {
			return err
		}
		if len(opened.Sigs) != 1 {
			return fmt.Errorf("%d signatures were checked, not one", len(opened.Sigs))
		}
		return nil
	}
	return fmt.Errorf("no such kind: %s", q.Kind)
}
