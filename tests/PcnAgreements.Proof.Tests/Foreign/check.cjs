// Checks with npm's @sigstore/verify (argument 1: where it was installed) what stands on standard input, one JSON object a line.
const path = require('node:path');
const tlog = path.join(process.argv[2], 'node_modules', '@sigstore', 'verify', 'dist', 'tlog');
const { verifyMerkleInclusion } = require(path.join(tlog, 'merkle.js'));
const { verifyCheckpoint } = require(path.join(tlog, 'checkpoint.js'));
const { createPublicKey } = require('node:crypto');
const { createHash } = require('node:crypto');

for (const line of require('node:fs').readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  try {
    const q = JSON.parse(line);
    const der = Buffer.from(q.key, 'base64');
    const log = {
      logID: createHash('sha256').update(der).digest(),
      publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
      baseURL: q.origin,
    };
    const entry = {
      canonicalizedBody: Buffer.from(q.entry, 'base64'),
      inclusionProof: { logIndex: q.index, hashes: q.proof.map((h) => Buffer.from(h, 'base64')), checkpoint: { envelope: q.note } },
    };
    verifyMerkleInclusion(entry, verifyCheckpoint(entry, [log]));
    console.log('good');
  } catch (e) {
    console.log(`bad ${e.message}`);
  }
}
