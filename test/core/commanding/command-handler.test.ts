import { randomUUID } from 'node:crypto'
import Joi from 'joi'
import t from 'tap'
import { systemClock, type Clock } from '../../../core/clock.ts'
import {
  createCommandHandler,
  type CommandHandler,
} from '../../../core/commanding/command-handler.ts'
import { DecklogError } from '../../../core/errors.ts'
import type { Decider, DomainEvent } from '../../../core/event.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger, StoredEvent } from '../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

type Opened = DomainEvent<'door.Opened', { readonly by: string }>
type Closed = DomainEvent<'door.Closed', { readonly by: string }>
type DoorEvent = Opened | Closed
interface Command {
  readonly do: 'open' | 'close' | 'slam' | 'kick'
  readonly by: string
}

const door: Decider<'open' | 'closed', Command, DoorEvent> = {
  initial: 'closed',
  evolve: (_state, event) => (event.type === 'door.Opened' ? 'open' : 'closed'),
  decide({ do: what, by }, state) {
    const opened = { type: 'door.Opened', data: { by } } as const
    const closed = { type: 'door.Closed', data: { by } } as const
    if (what === 'kick') throw new DecklogError('DECKLOG_REFUSED', 'a door is not kicked')
    if (what === 'slam') return [opened, closed]
    if (what === 'open') return state === 'open' ? [] : [opened]
    return state === 'closed' ? [] : [closed]
  },
}

const spec = {
  summary: 'The door moved.',
  schemaVersion: 1,
  data: Joi.object({ by: Joi.string().required() }),
  example: { by: 'alice' },
}
const catalog = createEventCatalog([
  { name: 'door', streams: { door: {} }, events: { 'door.Opened': spec, 'door.Closed': spec } },
])
const real = createLedger({ url: await createTestLedgerUrl(t), log: silentLog })
t.teardown(() => real.close())

function create(ledger: Ledger, clock: Clock): CommandHandler {
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const parts = { ledger, catalog, limiter, clock, log: silentLog, machine: 'web01' }
  return createCommandHandler(parts)
}

const clock = createFakeClock()
const commands = create(real, clock)

const newStream = (): string => `door-${randomUUID()}`
const open: Command = { do: 'open', by: 'alice' }
const close: Command = { do: 'close', by: 'bob' }

async function stored(stream: string): Promise<StoredEvent[]> {
  const read: StoredEvent[] = []
  for await (const one of real.read(stream)) read.push(one)
  return read
}

const typesOf = async (stream: string): Promise<string[]> =>
  (await stored(stream)).map(event => event.type)

t.test('given nothing, when opened, then it is open', async t => {
  const stream = newStream()
  const actor = { kind: 'person', id: 'alice' } as const
  const executed = await commands.execute('door', door, { stream, command: open, actor })
  t.match(executed, { revision: 0n, events: [{ type: 'door.Opened', data: { by: 'alice' } }] })
  const [kept] = await stored(stream)
  t.match(kept, {
    id: executed.events[0]?.id,
    position: executed.position,
    metadata: { actor: 'person:alice', host: 'web01', plugin: 'door' },
  })
})

t.test('given it is open, when opened, then nothing happens', async t => {
  const stream = newStream()
  const first = await commands.execute('door', door, { stream, command: open })
  const again = await commands.execute('door', door, { stream, command: open })
  t.strictSame(again, { events: [], position: first.position, revision: 0n })
})

t.test('given anything, when kicked, then it refuses and keeps nothing', async t => {
  const stream = newStream()
  const command: Command = { do: 'kick', by: 'bob' }
  await t.rejects(commands.execute('door', door, { stream, command }), { code: 'DECKLOG_REFUSED' })
  t.strictSame(await typesOf(stream), [])
})

t.test('appends all events of a decision or none, and tells the whole story of it', async t => {
  const stream = newStream()
  const command: Command = { do: 'slam', by: 'bob' }
  const { events, revision } = await commands.execute('door', door, {
    ...{ stream, command, causationId: 'cause' },
  })
  t.equal(revision, 1n)
  t.strictSame(
    events.map(event => event.revision),
    [0n, 1n],
  )
  t.strictSame(
    events.map(event => event.position),
    (await stored(stream)).map(event => event.position),
  )
  const correlations = events.map(event => event.metadata['$correlationId'])
  t.equal(correlations[0], correlations[1])
  t.equal(events[0]?.metadata['$causationId'], 'cause')
  const invalid: Command = { do: 'slam', by: 'no\0thing' }
  await t.rejects(commands.execute('door', door, { stream: newStream(), command: invalid }), {
    code: 'DECKLOG_EVENT_INVALID',
  })
})

t.test('has decided, even when its events cannot be read back', async t => {
  const stream = newStream()
  let reads = 0
  const blind: Ledger = {
    ...real,
    read(...read) {
      reads += 1
      if (reads === 1) return real.read(...read)
      throw new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', 'as scripted')
    },
  }
  const command: Command = { do: 'slam', by: 'bob' }
  const executed = await create(blind, clock).execute('door', door, { stream, command })
  t.equal(reads, 2)
  t.strictSame(
    executed.events.map(({ position }) => position),
    [executed.position, executed.position],
  )
})

t.test('decides anew when somebody was faster', async t => {
  const stream = newStream()
  const hands = ['a', 'b', 'c', 'd'].map(by =>
    create(real, systemClock).execute('door', door, { stream, command: { do: 'open', by } }),
  )
  const executed = await Promise.all(hands)
  t.equal(executed.flatMap(one => one.events).length, 1, 'one of them opened it')
  t.strictSame(await typesOf(stream), ['door.Opened'])
})

t.test('gives up after several conflicts', async t => {
  const stream = newStream()
  let tries = 0
  const always: Ledger = {
    ...real,
    append: () => {
      tries += 1
      return Promise.reject(new DecklogError('DECKLOG_REVISION_CONFLICT', 'again'))
    },
  }
  const executing = create(always, systemClock).execute('door', door, { stream, command: open })
  await t.rejects(executing, { code: 'DECKLOG_REVISION_CONFLICT' })
  t.equal(tries, 6)
})

t.test('takes a revision that is named, and no other', async t => {
  const stream = newStream()
  await commands.execute('door', door, { stream, command: open, ifRevision: -1n })
  await t.rejects(commands.execute('door', door, { stream, command: close, ifRevision: 5n }), {
    code: 'DECKLOG_PRECONDITION_FAILED',
  })
  const { revision } = await commands.execute('door', door, {
    ...{ stream, command: close, ifRevision: 0n },
  })
  t.equal(revision, 1n)
})

t.test('answers a repeated request from its events, also after a crash', async t => {
  const stream = newStream()
  const request = { stream, command: open, idempotencyKey: randomUUID(), requestHash: 'h1' }
  const first = await commands.execute('door', door, request)
  await commands.execute('door', door, { stream, command: close })
  const again = await create(real, clock).execute('door', door, request)
  t.equal(again.position, first.position)
  t.equal(again.revision, 0n)
  t.strictSame(
    again.events.map(event => event.id),
    first.events.map(event => event.id),
  )
  t.strictSame(await typesOf(stream), ['door.Opened', 'door.Closed'])
})

t.test('answers a repeated request whatever revision it names', async t => {
  const stream = newStream()
  const key = { idempotencyKey: randomUUID(), requestHash: 'h1' }
  const request = { stream, command: open, ifRevision: -1n, ...key }
  await commands.execute('door', door, request)
  t.equal((await commands.execute('door', door, request)).revision, 0n)
})

t.test('refuses another request with the same key', async t => {
  const stream = newStream()
  const idempotencyKey = randomUUID()
  await commands.execute('door', door, {
    ...{ stream, command: open, idempotencyKey, requestHash: 'h1' },
  })
  const other = { stream, command: close, idempotencyKey, requestHash: 'h2' }
  await t.rejects(commands.execute('door', door, other), { code: 'DECKLOG_IDEMPOTENCY_MISMATCH' })
})

t.test('refuses a key whose first request still runs', async t => {
  const stream = newStream()
  const request = { stream, command: open, idempotencyKey: randomUUID(), requestHash: 'h1' }
  const both = await Promise.allSettled([
    commands.execute('door', door, request),
    commands.execute('door', door, request),
  ])
  t.match(both, [
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'DECKLOG_IDEMPOTENCY_BUSY' } },
  ])
})

t.test('forgets a key after a day', async t => {
  const stream = newStream()
  const request = { stream, command: open, idempotencyKey: randomUUID(), requestHash: 'h1' }
  await commands.execute('door', door, request)
  await clock.advance(24 * 3_600_000)
  await commands.execute('door', door, { stream, command: close })
  t.equal((await commands.execute('door', door, request)).revision, 2n)
})

for (const fate of ['stored', 'lost'] as const) {
  t.test(`repeats a decision whose outcome is not known: ${fate}`, async t => {
    const stream = newStream()
    let tries = 0
    const flaky: Ledger = {
      ...real,
      async append(...append) {
        tries += 1
        if (tries > 1) return real.append(...append)
        if (fate === 'stored') await real.append(...append)
        throw new DecklogError('DECKLOG_OUTCOME_UNKNOWN', 'as scripted')
      },
    }
    const executing = create(flaky, systemClock).execute('door', door, { stream, command: open })
    t.equal((await executing).revision, 0n)
    t.equal(tries, 2)
    t.strictSame(await typesOf(stream), ['door.Opened'])
  })
}
