# Checks one checkpoint with openssl and coreutils alone. Arguments: the note, the ECDSA key (PEM), the Ed25519 key (PEM), and the entry with its sibling's hash:
# a log of two entries, of which $4 is the first and $5, in Base64, is the hash of the second's leaf.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The text is all before the first empty line; a signature is what follows the four bytes of the key id.
sed '/^$/,$d' "$1" >"$work/text"
grep '^— ' "$1" | sed -n 1p | cut -d' ' -f3 | base64 -d | tail -c +5 >"$work/ecdsa"
grep '^— ' "$1" | sed -n 2p | cut -d' ' -f3 | base64 -d | tail -c +5 >"$work/ed25519"
openssl dgst -sha256 -verify "$2" -signature "$work/ecdsa" "$work/text"
openssl pkeyutl -verify -pubin -inkey "$3" -rawin -in "$work/text" -sigfile "$work/ed25519"

# root = SHA-256(0x01 ‖ SHA-256(0x00 ‖ entry) ‖ sibling)
{ printf '\000'; cat "$4"; } | openssl dgst -sha256 -binary >"$work/leaf"
root=$({ printf '\001'; cat "$work/leaf"; printf %s "$5" | base64 -d; } | openssl dgst -sha256 -binary | base64)
[ "$root" = "$(sed -n 3p "$work/text")" ] && echo "The root is that of the entry."
