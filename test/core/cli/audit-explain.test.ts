import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import t from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { citedIds } from '../../../core/auditing/proving/explain.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'
import { leafHash } from '../../../core/auditing/transparency/merkle.ts'
import { parseTlogProof, provesLeaf } from '../../../core/auditing/transparency/tlog-proof.ts'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { createSealedLedger } from '../../support/sealed-ledger.ts'
import { rowsOf } from '../../support/tampering.ts'
import { someEvents, startSealing, testBase } from '../../support/sealing.ts'

const spec = continuityEvents['continuity.BoardConfigured']
const boardId = String(spec.example.boardId)

t.test('a row and an answer of gates are led back to events, each with its proof', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const side = await startSealing(t, ground)
  const [one, decision] = [randomUUID(), randomUUID()]
  const configured = (id: string): ReturnType<typeof someEvents> =>
    someEvents(1).map(event => ({
      ...event,
      id,
      type: 'continuity.BoardConfigured',
      data: spec.example,
    }))
  await side.ledger.append(`board-${boardId}`, configured(one))
  await side.ledger.append('run-1', someEvents(5))
  const judged = { type: 'gsd.GatesJudged', data: { answers: [{ eventIds: [one] }] } }
  await side.ledger.append(
    `gateDecision-${decision}`,
    someEvents(1).map(event => ({ ...event, ...judged })),
  )
  await side.sealedUpTo('decisions', 8)
  await side.sealer.stop()
  const later = randomUUID()
  await side.ledger.append(`board-${boardId}`, configured(later))

  const explain = async (...words: readonly string[]): Promise<Ran> => {
    let [out, err] = ['', '']
    const code = await runCommandLine({
      words: ['audit', 'explain', ...words],
      env: {
        DECKLOG_EVENTSTORE_URL: ground.ledgerUrl,
        DECKLOG_DATABASE_URL: ground.databaseUrl,
        DECKLOG_TOKEN_KEYS: 'a key of these tests of 32 characters',
        DECKLOG_SEAL_ORIGIN: testBase,
      },
      cwd: dirname(ground.folder),
      print: text => (out += text),
      printError: text => (err += text),
    })
    return { code, out, err }
  }
  const row = await explain('boards', boardId, '--json')
  t.equal(row.code, 0, row.err)
  const told: Told = JSON.parse(row.out)
  t.match(told, {
    ...{ thing: `boards ${boardId}`, count: 2 },
    events: [
      { id: one, verdict: 'proven' },
      { id: later, verdict: 'not_covered_yet', proof: null },
    ],
  })
  const [first] = told.events
  const proof = parseTlogProof(first?.proof?.tlog_proof ?? '')
  t.ok(provesLeaf(proof, leafHash(Buffer.from(first?.proof?.entry ?? ''))))
  t.match((await explain('boards', boardId, '--limit', '1')).out, /2 events, of which the newest 1/)

  const answer = await explain(decision)
  t.equal(answer.code, 0, answer.err)
  t.match(answer.out, new RegExp(`BoardConfigured  ${one}  board-${boardId}@0  proven: entry \\d`))
  t.match(answer.out, new RegExp(`GatesJudged .* gateDecision-${decision}@0  proven`))

  for (const [words, code] of [
    [['boards', 'nobody'], 'DECKLOG_NOT_FOUND'],
    [['board', boardId], 'DECKLOG_NOT_FOUND'],
    [[randomUUID()], 'DECKLOG_NOT_FOUND'],
    [['boards', boardId, '--limit', '0'], 'DECKLOG_VALIDATION'],
  ] as const)
    t.match((await explain(...words, '--json')).err, code)
})

t.test('what is no longer as it was sealed is told apart, each in its way', async t => {
  const sealed = await createSealedLedger(t, { covered: 100, later: 20 })
  const { side, edit, decklog } = sealed
  const events: StoredEvent[] = []
  for await (const event of side.ledger.readAll()) events.push(event)
  const single = (await rowsOf(sealed)).filter(one => one.events.length === 1)
  const [altered, gone, proven] = single.flatMap(one => one.events.map(({ id }) => id))
  const unsealed = events.findLast(({ stream }) => stream === 'pulse-a')?.id ?? ''
  const [unknown, decision] = [randomUUID(), randomUUID()]
  const cited = [altered, gone, proven, unsealed, unknown]
  const [judged] = someEvents(1)
  if (!judged) throw new Error('there is no event')
  const data = { answers: [{ eventIds: cited }] }
  await side.ledger.append(`gateDecision-${decision}`, [
    { ...judged, type: 'gsd.GatesJudged', data },
  ])
  await edit(
    `update ledger.appends set body = overlay(body placing 'X'::bytea from position('number'::bytea in body)) where first_id = $1`,
    [altered],
  )
  await edit('delete from ledger.appends where first_id = $1', [gone])
  const { code, out } = await decklog('audit', 'explain', decision, '--json')
  t.equal(code, 1)
  const told: Told = JSON.parse(out)
  t.match(told.events, [
    { id: altered, verdict: 'altered', fields: ['data'] },
    { id: gone, verdict: 'gone', event: null, proof: { entry: String } },
    { id: proven, verdict: 'proven' },
    { id: unsealed, verdict: 'not_sealed', proof: null },
    { id: unknown, verdict: 'unknown', event: null, proof: null },
    { verdict: 'not_covered_yet' },
  ])
})

t.test('the events that an answer cites are named once', async t => {
  const data = { eventIds: ['a'], answers: [{ reasons: [{ eventIds: ['a', 'b'] }] }, null] }
  t.strictSame(citedIds(data), ['a', 'b'])
})

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

interface Told {
  readonly events: readonly {
    readonly proof: { readonly entry: string; readonly tlog_proof: string } | null
  }[]
}
