import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import type { ExportRequest } from '../../../../core/auditing/copying/export-request.ts'
import { writeExport } from '../../../../core/auditing/copying/write-export.ts'
import { createWholeLedger } from '../../../../core/ledger/eventstoredb/whole-ledger.ts'
import { createEventCatalog } from '../../../../core/events/event-catalog.ts'
import { isDecklogError } from '../../../../core/errors.ts'
import type { Call } from '../../../../core/http/route.ts'
import { createCommandHandler } from '../../../../core/commanding/command-handler.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import type { StoredEvent } from '../../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../../core/ledger/stream-limiter.ts'
import { mask, textAt } from '../../../../core/auditing/redacting/mask.ts'
import { createRedacting } from '../../../../core/auditing/redacting/redacted-ledger.ts'
import { redactionRoutes } from '../../../../core/auditing/redacting/redaction-routes.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { loadEverything } from '../../../support/every-event.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { silentLog } from '../../../support/silent-log.ts'

const url = await createTestLedgerUrl(t)
const stored = createLedger({ url, log: silentLog })
t.teardown(() => stored.close())
const { sources, projections } = await loadEverything()
const catalog = createEventCatalog(sources)
const clock = createFakeClock('2026-01-01T00:00:00.000Z')
const redacting = createRedacting({ stored, clock, log: silentLog })
await redacting.start()
t.teardown(() => redacting.stop())
const limiter = createStreamLimiter({ ledger: stored, limitsOf: catalog.limitsOf })
const parts = { ledger: redacting.ledger, catalog, limiter, clock, log: silentLog }
const commands = createCommandHandler({ ...parts, machine: 'test' })
const done: string[] = []
const [route] = redactionRoutes({
  host: { execute: (decider, request) => commands.execute('core', decider, request) },
  ...{ redacting, catalog, clock: { ...clock, delay: async ms => void done.push(`wait ${ms}`) } },
  projections: projections.map(one => one.projection),
  operations: { rebuild: async (name, _, how) => done.push(`build ${name} ${how}`) },
  database: {
    query: async <Row extends object>(_: string, values?: readonly unknown[]) => {
      done.push(`forget ${String(values?.[0])}`)
      return [] as readonly Row[]
    },
  },
})

const muteSet = sources
  .flatMap(({ events }) => Object.entries(events))
  .find(([type]) => type === 'notify.MuteSet')
const stream = `mute-${randomUUID()}`
const secret = 'Because Ann is ill.'
await stored.append(stream, [
  {
    ...{ id: randomUUID(), type: 'notify.MuteSet', metadata: { actor: 'person:bob' } },
    data: { ...muteSet?.[1].example, reason: secret },
  },
])

async function redact(
  payload: object,
  actor: { kind: string; id: string } = { kind: 'person', id: 'cleo' },
  boards: readonly string[] | null = null,
): Promise<unknown> {
  const call = { payload, caller: { actor, boards } } as unknown as Call<never, never, never>
  return route?.handle(call)
}

const whole = { stream, revision: '0', fields: ['data.reason'], reason: 'Request 17.' }

async function first(reading: AsyncIterable<StoredEvent>): Promise<StoredEvent | undefined> {
  for await (const event of reading) return event
  return undefined
}

t.test('only a person who is not limited to boards redacts, and only text that can go', async t => {
  const code = async (...args: Parameters<typeof redact>): Promise<unknown> =>
    redact(...args).then(
      () => 'done',
      (error: unknown) => (isDecklogError(error) ? error.code : error),
    )
  t.equal(await code(whole, { kind: 'agent', id: 'a' }), 'DECKLOG_FORBIDDEN')
  t.equal(await code(whole, { kind: 'service', id: 's' }), 'DECKLOG_FORBIDDEN')
  t.equal(await code(whole, undefined, ['b']), 'DECKLOG_FORBIDDEN')
  t.equal(await code({ ...whole, revision: '7' }), 'DECKLOG_NOT_FOUND')
  t.equal(await code({ ...whole, fields: ['data.nothing'] }), 'DECKLOG_VALIDATION')
  t.equal(await code({ ...whole, fields: ['data.muteId'] }), 'DECKLOG_VALIDATION', 'it is an id')
  t.equal(await code({ ...whole, fields: ['data.expiresAt'] }), 'DECKLOG_VALIDATION', 'a time')
})

t.test('redacted text is shown nowhere, and what is stored stays as it is', async t => {
  const before = await first(stored.read(stream))
  t.match(await redact(whole), {
    body: { event_id: before?.id, rebuilding: ['exceptions', 'mutes'] },
  })
  const { ledger } = redacting
  const signal = new AbortController().signal
  const batch = ledger.subscribe({ types: ['notify.MuteSet'], after: 'start', signal })
  const shown = [
    await first(ledger.read(stream)),
    await first(ledger.readAll()),
    ...(await batch[Symbol.asyncIterator]().next()).value.events,
  ]
  t.equal(shown.length, 3)
  for (const event of shown)
    t.strictSame(event.data, { ...(before?.data as object), reason: '[redacted]' })
  t.strictSame(await first(stored.read(stream)), before, 'hashes are over this')
})

t.test(
  'what was made of it goes once every process knows, and is made by none that began before',
  t => {
    t.strictSame(done, [
      'wait 2000',
      `forget ${stream}`,
      'build exceptions anew',
      'build mutes anew',
    ])
    t.end()
  },
)

t.test('the act says who, what and why, and nothing of the text', async t => {
  const act = await first(stored.read('redaction-ledger'))
  t.match(act, {
    type: 'core.TextRedacted',
    data: { stream, revision: '0', fields: ['data.reason'], reason: 'Request 17.' },
    metadata: { actor: 'person:cleo' },
  })
  t.notMatch(JSON.stringify(act?.data), 'Ann')
  await redact(whole)
  const acts: StoredEvent[] = []
  for await (const one of stored.read('redaction-ledger')) acts.push(one)
  t.equal(acts.length, 1, 'done twice is done once')
})

t.test(
  'an export for somebody to read is without it, and one to be imported as stored',
  async t => {
    const folder = await mkdtemp(join(tmpdir(), 'decklog-redacted-'))
    const ledger = createWholeLedger({ url, log: silentLog })
    t.teardown(() => Promise.all([ledger.close(), rm(folder, { recursive: true })]))
    const told = async (request: ExportRequest): Promise<string> => {
      const file = join(folder, `${Object.keys(request).length}.ndjson.gz`)
      await writeExport({ ledger, file, request, clock, tell: () => undefined })
      return gunzipSync(await readFile(file)).toString()
    }
    t.notMatch(await told({ types: ['notify.MuteSet'] }), secret)
    t.match(await told({}), secret)
  },
)

t.test('another process knows of it from its start', async t => {
  const other = createRedacting({ stored, clock, log: silentLog })
  await other.start()
  t.teardown(() => other.stop())
  t.match((await first(other.ledger.read(stream)))?.data, { reason: '[redacted]' })
})

t.test('a field is a path to text, through objects and lists', async t => {
  const data = { items: [{ title: 'a' }, { title: 'b' }], n: 1, toString: 'own' }
  t.equal(textAt(data, 'data.items.1.title'), 'b')
  for (const field of [
    'data.n',
    'data.items',
    'data.items.7.title',
    'data.__proto__.x',
    'metadata.actor',
  ])
    t.equal(textAt(data, field), undefined, field)
  const masked = mask(data, ['data.items.1.title', 'data.items.9.title'])
  t.strictSame(masked, { ...data, items: [{ title: 'a' }, { title: '[redacted]' }] })
  t.equal(data.items[1]?.title, 'b', 'what was given is let be')
})
