import t from 'tap'
import {
  parseCheckpoint,
  parseCheckpoints,
  checkpointText,
  verifyCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import {
  makeSignerKey,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signatureLine,
  signNote,
  verifyNote,
} from '../../../../core/auditing/transparency/note.ts'
import {
  formatTlogProof,
  parseTlogProof,
} from '../../../../core/auditing/transparency/tlog-proof.ts'
import { packEntries, unpackEntries } from '../../../../core/auditing/transparency/bundle.ts'
import { parseTilePath, tilePath } from '../../../../core/auditing/transparency/tiles.ts'
import {
  readWitnessAnswer,
  witnessRequest,
} from '../../../../core/auditing/transparency/witness.ts'

const invalid = { code: 'DECKLOG_PROOF_INVALID' }

t.test('verifies the example of C2SP signed-note', async t => {
  const key = parseVerifierKey(
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  )
  const note = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
  t.equal(verifyNote(parseNote(note), [key]).length, 1)
  t.throws(() => verifyNote(parseNote(note.replace('example m', 'exemple m')), [key]), invalid)
  t.strictSame(verifyNote(parseNote(note), [makeSignerKey('example.com/foo').verifier]), [])
})

t.test('signs as the tests of Go’s sumdb/note have it', async t => {
  const signer = parseSignerKey(
    'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  )
  t.equal(
    signer.verifier.vkey,
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  )
  const text =
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n"
  t.equal(
    signNote(text, [signer]),
    `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`,
  )
  t.equal(parseSignerKey(signer.text).verifier.id, 'c74f20a3')
})

t.test('reads the examples of C2SP tlog-checkpoint and tlog-cosignature', async t => {
  const written = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`
  const { origin, size, root, note } = parseCheckpoint(written)
  t.strictSame([origin, size], ['example.com/behind-the-sofa', 20_852_163])
  t.equal(checkpointText({ origin, size, root }), note.text)
  t.equal(note.signatures[1]?.bytes.length, 72, 'a time and a signature')
  t.equal(parseCheckpoints(written + written).length, 2, 'one after another')
  t.equal(parseCheckpoints(`${written}\n${written}`).length, 2, 'or with space between')
})

const log = makeSignerKey('example.com/log')
const witness = makeSignerKey('witness.example/w1', 'cosignature')
const text = checkpointText({ origin: 'example.com/log', size: 3, root: Buffer.alloc(32, 7) })
const written = signNote(text, [log])

t.test('a checkpoint is trusted by the key of its log, and not by that of a witness', async t => {
  const cosigned = written + signatureLine(text, witness, 1_679_315_147)
  const trusted = verifyCheckpoint(parseCheckpoint(cosigned), [log.verifier, witness.verifier])
  t.equal(trusted.signedBy[0]?.vkey, log.verifier.vkey)
  t.equal(trusted.witnessedBy[0]?.at?.toISOString(), '2023-03-20T12:25:47.000Z')
  t.throws(() => verifyCheckpoint(parseCheckpoint(cosigned), [witness.verifier]), invalid)
  const wrong = written + signatureLine(text.replace('3', '4'), witness, 1)
  t.throws(
    () => verifyCheckpoint(parseCheckpoint(wrong), [log.verifier, witness.verifier]),
    invalid,
  )
})

t.test('nothing that is malformed is a key, a note, a checkpoint, a proof or a bundle', async t => {
  const { vkey } = log.verifier
  const keys = [
    '',
    'a',
    vkey.slice(1),
    vkey.replace('+', ' '),
    `${vkey}=`,
    vkey.replace('+A', '+B'),
  ]
  for (const key of keys) t.throws(() => parseVerifierKey(key), invalid, key)
  for (const key of [vkey, log.text.slice(1), `${log.text}A`])
    t.throws(() => parseSignerKey(key), invalid, key)
  const notes = ['', text, `${text}\n`, written.slice(0, -1), `${written}x\n`, `\u0001${written}`]
  for (const note of [...notes, 'x'.repeat(1_000_001) + written])
    t.throws(() => parseNote(note), invalid)
  const heads = ['a\n3\n', 'a\n03\nAA==\n', '\n3\n', `a\n-1\n${'A'.repeat(43)}=\n`, text.slice(15)]
  for (const head of heads) t.throws(() => parseCheckpoint(signNote(head, [log])), invalid, head)
  t.throws(() => parseCheckpoints('nothing'), invalid)
  t.throws(() => unpackEntries(Buffer.from([0, 5, 1])), invalid)
  t.throws(() => unpackEntries(Buffer.from([0])), invalid)
  const proof = formatTlogProof({
    index: 1,
    proof: [Buffer.alloc(32)],
    checkpoint: parseCheckpoint(written),
  })
  t.equal(parseTlogProof(proof).index, 1)
  for (const broken of [
    '',
    proof.slice(3),
    proof.replace('index 1', 'index 01'),
    proof.replace('AAAA', 'A'),
  ])
    t.throws(() => parseTlogProof(broken), invalid)
})

t.test('packs entries behind their lengths', async t => {
  const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(65_535, 1)]
  t.strictSame(unpackEntries(packEntries(entries)), entries)
  t.strictSame(packEntries([Buffer.from('ab')]), Buffer.from([0, 2, 97, 98]))
})

t.test('names tiles as C2SP tlog-tiles does', async t => {
  t.equal(tilePath(0, 1_234_067), 'tile/0/x001/x234/067')
  t.equal(tilePath('entries', 7, 12), 'tile/entries/007.p/12')
  t.strictSame(parseTilePath('tile/1/x001/234'), { level: 1, n: 1_234, width: 256 })
  t.strictSame(parseTilePath('tile/entries/000.p/9'), { level: 'entries', n: 0, width: 9 })
  for (const path of [
    'tile/0/1',
    'tile/01/000',
    'tile/0/x000/001',
    'tile/0/001.p/256',
    'tile/0/001.p/0',
    'tile/x/001',
    '../tile/0/001',
  ])
    t.equal(parseTilePath(path), undefined, path)
})

t.test(
  'asks a witness as C2SP tlog-witness does, and believes only what it has signed',
  async t => {
    const checkpoint = parseCheckpoint(written)
    t.equal(
      witnessRequest(2, [Buffer.alloc(32)], checkpoint),
      `old 2\n${Buffer.alloc(32).toString('base64')}\n\n${written}`,
    )
    const line = signatureLine(text, witness, 1)
    const read = (status: number, body: string): unknown =>
      readWitnessAnswer({ status, body }, checkpoint, witness.verifier)
    t.strictSame(read(200, line), { outcome: 'cosigned', lines: [line] })
    const foreign = signatureLine(text, makeSignerKey('w2', 'cosignature'), 1)
    t.strictSame(read(200, foreign + line), { outcome: 'cosigned', lines: [line] })
    t.strictSame(read(409, '17\n'), { outcome: 'elsewhere', size: 17 })
    for (const [status, body] of [
      [200, ''],
      [200, foreign],
      [403, line],
      [409, 'x'],
      [500, ''],
    ] as const)
      t.throws(() => read(status, body), invalid, `${status} ${body}`)
  },
)
