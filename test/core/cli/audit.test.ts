import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { createRandom } from '../../../scripts/random.ts'
import { rounds } from '../../support/rounds.ts'
import { createSealedLedger, type SealedLedger } from '../../support/sealed-ledger.ts'

/** What an auditor has: the keys and checkpoints, kept elsewhere. */
async function keep({ folder, held, decklog }: SealedLedger): Promise<readonly string[]> {
  const { out } = await decklog('audit', 'keys')
  await writeFile(join(dirname(folder), 'keys.pub'), out)
  await writeFile(join(dirname(folder), 'kept'), held.map(({ written }) => written).join(''))
  return ['--public-key', 'keys.pub', '--checkpoint', 'kept']
}

t.test('verifies, proves and checks what was proved', async t => {
  const ledger = await createSealedLedger(t, { covered: 100, later: 20 })
  const { decklog } = ledger
  const kept = await keep(ledger)
  const verified = await decklog('audit', 'verify', ...kept)
  t.equal(verified.code, 0)
  t.match(
    verified.out,
    /Nothing was altered, as far as it is covered: 12\d events, 20 of them not covered yet/,
  )
  const own = await decklog('audit', 'verify', '--json')
  t.equal(own.code, 0)
  t.match(own.err, /kept elsewhere/)
  t.strictSame(
    JSON.parse(own.out).logs.map((log: { covered_by: string }) => log.covered_by),
    ['own', 'own'],
  )

  let id = ''
  for await (const event of ledger.side.ledger.read('run-1', { limit: 1 })) id = event.id
  t.equal((await decklog('audit', 'prove', id, '--out', 'proof.json')).code, 0)
  const checked = await decklog('audit', 'check-proof', 'proof.json', '--public-key', 'keys.pub')
  t.equal(checked.code, 0)
  t.match(checked.out, /as it was recorded/)
  const file = join(dirname(ledger.folder), 'proof.json')
  const text = await readFile(file, 'utf8')
  const wrong = [
    text.replace('"number ', '"numbers '),
    text.replace('probe.Measured', 'probe.Guessed'),
  ]
  for (const one of wrong) {
    await writeFile(file, one)
    t.equal(
      (await decklog('audit', 'check-proof', 'proof.json', '--public-key', 'keys.pub')).code,
      1,
    )
  }
  await writeFile(file, '{}')
  t.match(
    (await decklog('audit', 'check-proof', 'proof.json', '--public-key', 'keys.pub', '--json')).err,
    /DECKLOG_PROOF_INVALID/,
  )
  t.match(
    (await decklog('audit', 'check-proof', 'proof.json', '--json')).err,
    /DECKLOG_PROOF_INVALID|DECKLOG_VALIDATION/,
  )
  t.match(
    (await decklog('audit', 'prove', '00000000-0000-4000-8000-000000000000', '--json')).err,
    /DECKLOG_NOT_FOUND/,
  )
})

t.test('keys are rotated with an overlap, and the last one stays', async t => {
  const ledger = await createSealedLedger(t, { covered: 20, later: 0 })
  const { decklog } = ledger
  const before = (await decklog('audit', 'keys')).out.trim().split('\n')
  t.equal(before.length, 2)
  await decklog('audit', 'keys', 'rotate')
  const both = (await decklog('audit', 'keys')).out.trim().split('\n')
  t.strictSame(both.slice(2), before)
  const idOf = (vkey = ''): string => vkey.split('+')[1] ?? ''
  for (const vkey of before) t.equal((await decklog('audit', 'keys', 'retire', idOf(vkey))).code, 0)
  t.strictSame((await decklog('audit', 'keys')).out.trim().split('\n'), both.slice(0, 2))
  t.match(
    (await decklog('audit', 'keys', 'retire', idOf(both[0]), '--json')).err,
    /DECKLOG_REFUSED/,
  )
  t.match((await decklog('audit', 'keys', 'retire', 'ffffffff', '--json')).err, /DECKLOG_NOT_FOUND/)
  t.notMatch(both.join(), /PRIVATE/)
})

t.test('an export is verified wholly offline, and every edit of it is named', async t => {
  const ledger = await createSealedLedger(t, { covered: 400, later: 40 })
  const { decklog, folder } = ledger
  const kept = await keep(ledger)
  const file = join(dirname(folder), 'out.ndjson.gz')
  t.equal((await decklog('audit', 'copy-log', 'logs')).code, 0)
  t.match((await decklog('audit', 'copy-log', 'logs')).out, /decisions: 221 entries/)
  const exported = await decklog('export', 'out.ndjson.gz')
  t.equal(exported.code, 0, exported.err)
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const verify = async (edited: readonly string[]): Promise<Report> => {
    await writeFile(file, gzipSync(`${edited.join('\n')}\n`))
    const { out, err } = await decklog(
      'audit',
      'verify',
      '--export',
      'out.ndjson.gz',
      '--log',
      'logs',
      ...kept,
      '--json',
    )
    if (out === '') throw new Error(err)
    return JSON.parse(out)
  }
  const untouched = await verify(lines)
  t.ok(untouched.clean, JSON.stringify(untouched).slice(0, 500))
  const random = createRandom(7)
  // Of events that are covered and sealed.
  const places = lines.flatMap((line, i) =>
    i < 400 && /"subject":"(?:run|reading)-/.test(line) ? [i] : [],
  )
  for (let round = 0; round < rounds(8, 300); round++) {
    const at = places[Math.floor(random() * places.length)] ?? 1
    const line = lines[at] ?? ''
    const id: string = JSON.parse(line).id
    const [kind, edited, verdict] = edits[round % edits.length]?.(lines, at) ?? ['', lines, '']
    const { clean, findings } = await verify(edited)
    t.notOk(clean, kind)
    t.ok(
      findings.some(
        one =>
          one.verdict === verdict &&
          (verdict === 'inserted' || verdict === 'reordered' || one.event?.id === id),
      ),
      `${kind}: ${JSON.stringify(findings.slice(0, 3))}`,
    )
    t.ok(
      findings.every(one => one.verdict === verdict),
      kind,
    )
  }
})

interface Report {
  readonly clean: boolean
  readonly findings: readonly {
    readonly verdict: string
    readonly event?: { readonly id: string }
  }[]
}

type Edit = (lines: readonly string[], at: number) => readonly [string, readonly string[], string]

function replaced(
  lines: readonly string[],
  at: number,
  from: RegExp,
  to: string,
): readonly string[] {
  return lines.map((line, i) => (i === at ? line.replace(from, to) : line))
}

const edits: readonly Edit[] = [
  (lines, at) => ['data', replaced(lines, at, /"number (\d)/, '"number 9$1'), 'altered'],
  (lines, at) => [
    'metadata',
    replaced(lines, at, /schemaVersion\\":\\"1/, 'schemaVersion\\":\\"2'),
    'altered',
  ],
  (lines, at) => ['type', replaced(lines, at, /probe\.Measured/, 'probe.Guessed'), 'altered'],
  (lines, at) => [
    'time',
    replaced(lines, at, /"recordedat":"20(\d\d)/, '"recordedat":"19$1'),
    'altered',
  ],
  (lines, at) => ['drop', lines.filter((_, i) => i !== at), 'missing'],
  (lines, at) => [
    'move',
    [
      ...lines.slice(0, at),
      ...lines.slice(at + 1, at + 9),
      lines[at] ?? '',
      ...lines.slice(at + 9),
    ],
    'reordered',
  ],
  (lines, at) => [
    'insert',
    [
      ...lines.slice(0, at),
      (lines[at] ?? '').replace(/"id":"[^"]{8}/, '"id":"0badc0de'),
      ...lines.slice(at),
    ],
    'inserted',
  ],
]
