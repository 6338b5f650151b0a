import {
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  streamNameFilter,
  type Filter,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient, type LedgerClient } from '../../support/ledger-client.ts'
import { SubscriptionRecorder } from '../../support/subscription-recorder.ts'
import { until } from '../../support/until.ts'

const show = ({ event, link }: ResolvedEvent): string => {
  const own = link ?? event
  return `${own?.streamId.replace(/^(\$*)contract\w+-/, '$1')} ${own?.type}`
}

/** Subscriptions to `$all`: filters, positions and checkpoints. */
export async function subscribeAllContract(t: Test, url: string): Promise<void> {
  const filters: readonly [string, (prefix: string) => Filter, readonly string[]][] = [
    ['a stream prefix', p => streamNameFilter({ prefixes: [`${p}-a`] }), ['a order', 'a invoice']],
    [
      'stream prefixes',
      p => streamNameFilter({ prefixes: [`${p}-a`, `$$${p}-b`] }),
      ['a order', 'a invoice', '$$b $metadata'],
    ],
    [
      'a stream expression, anywhere in the name',
      p => streamNameFilter({ regex: `${p.slice(3)}-b$` }),
      ['b order', 'b $own', '$$b $metadata'],
    ],
    ['type prefixes', () => eventTypeFilter({ prefixes: ['inv', '$ow'] }), ['a invoice', 'b $own']],
    [
      'a type expression',
      () => eventTypeFilter({ regex: '^(order|none)$' }),
      ['a order', 'b order'],
    ],
    [
      'an expression with options inside',
      () => eventTypeFilter({ regex: '^ORDER|^(?i)INVOICE$' }),
      ['a invoice'],
    ],
    ['no system events', () => excludeSystemEvents(), ['a order', 'a invoice', 'b order']],
  ]
  for (const [name, makeFilter, wanted] of filters)
    await t.test(`filters by ${name}, in history and live`, async t => {
      const ledger = createLedgerClient(t, url)
      const fromPosition = await mark(ledger)
      await round(ledger)
      const filter = makeFilter(ledger.prefix)
      const recorder = new SubscriptionRecorder(
        t,
        ledger.client.subscribeToAll({ fromPosition, filter }),
        show,
      )
      await recorder.untilCaughtUp()
      await round(ledger)
      const own = () =>
        recorder.events.filter(e => e.event?.streamId.includes(`${ledger.prefix}-`)).map(show)
      await until('both rounds have come', () => own().length >= 2 * wanted.length)
      t.strictSame(own(), [...wanted, ...wanted])
      t.equal(recorder.count('caughtUp'), 1)
    })

  await t.test('begins after a position, also inside an append', async t => {
    const ledger = createLedgerClient(t, url)
    await mark(ledger)
    const stream = await ledger.seeded(6)
    let middle: Position | undefined
    for await (const { event } of ledger.client.readStream(stream, {
      fromRevision: 2n,
      maxCount: 1,
    }))
      middle = event?.position
    const filter = streamNameFilter({ prefixes: [`${ledger.prefix}-`] })
    const recorder = new SubscriptionRecorder(
      t,
      ledger.client.subscribeToAll({ fromPosition: middle ?? 'start', filter }),
    )
    await recorder.untilCaughtUp()
    t.strictSame(recorder.seen, ['confirmation', '3', '4', '5', 'caughtUp'])
  })

  await t.test('begins at the end', async t => {
    const ledger = createLedgerClient(t, url)
    const stream = await ledger.seeded(3)
    const filter = streamNameFilter({ prefixes: [`${ledger.prefix}-`] })
    const recorder = new SubscriptionRecorder(
      t,
      ledger.client.subscribeToAll({ fromPosition: 'end', filter }),
    )
    await recorder.untilCaughtUp()
    await ledger.append(stream, 2)
    await recorder.untilEvents(2)
    t.strictSame(recorder.seen, ['confirmation', 'caughtUp', '3', '4'])
  })

  await t.test('misses and doubles nothing while the ledger is being written', async t => {
    const ledger = createLedgerClient(t, url)
    const fromPosition = await mark(ledger)
    const stream = await ledger.seeded(200)
    const filter = streamNameFilter({ prefixes: [`${ledger.prefix}-`] })
    const recorders: SubscriptionRecorder[] = []
    for (let i = 0; i < 20; i++) {
      await ledger.append(stream, 10)
      if (i % 5 === 0)
        recorders.push(
          new SubscriptionRecorder(t, ledger.client.subscribeToAll({ fromPosition, filter })),
        )
    }
    for (const recorder of recorders) {
      await recorder.untilEvents(400)
      t.strictSame(
        recorder.events.map(({ event }) => Number(event?.revision)),
        Array.from({ length: 400 }, (_, i) => i),
      )
    }
  })

  await t.test('reports exact checkpoints while catching up and live', async t => {
    const ledger = createLedgerClient(t, url)
    const fromPosition = await mark(ledger)
    const wanted = `${ledger.prefix}-wanted`
    const checkpoints: { position: Position; after: number }[] = []
    let arrived = 0
    const noise = async () => {
      for (let i = 0; i < 4; i++) {
        await ledger.append(ledger.stream('noise'), 20)
        await ledger.append(wanted, 1)
      }
      return mark(ledger)
    }
    await noise()
    const subscription = ledger.client.subscribeToAll({
      fromPosition,
      filter: streamNameFilter({
        prefixes: [wanted],
        maxSearchWindow: 8,
        checkpointInterval: 1,
        checkpointReached: (_subscription, position) => {
          checkpoints.push({ position, after: arrived + subscription.readableLength })
        },
      }),
    })
    subscription.on('data', () => arrived++)
    const recorder = new SubscriptionRecorder(t, subscription)
    await recorder.untilCaughtUp()
    const live = await noise()
    await ledger.append(ledger.stream('noise'), 20)
    await until('a checkpoint passes the last round', () =>
      checkpoints.some(({ position }) => position.commit >= live.commit),
    )
    await recorder.untilEvents(8)
    const commits = checkpoints.map(({ position }) => position.commit)
    t.ok(checkpoints.length >= 16)
    t.ok(commits.every((commit, i) => i === 0 || commit > (commits[i - 1] ?? 0n)))
    for (const { position, after } of checkpoints)
      t.ok(
        recorder.events.every(({ event }, i) =>
          i < after
            ? (event?.position?.commit ?? 0n) <= position.commit
            : (event?.position?.commit ?? 0n) > position.commit,
        ),
        'all before it has come, and nothing after it',
      )
  })

  await t.test('refuses an expression that cannot be parsed', async t => {
    const { client } = createLedgerClient(t, url)
    const filter = eventTypeFilter({ regex: '(' })
    const recorder = new SubscriptionRecorder(t, client.subscribeToAll({ filter }))
    await until('it has ended', () => recorder.failure !== undefined)
    t.equal(recorder.failure, 'unknown')
  })
}

async function round({ client, append, prefix }: LedgerClient): Promise<void> {
  const event = (type: string) => jsonEvent({ type, data: {} })
  await append(`${prefix}-a`, [event('order'), event('invoice')])
  await append(`${prefix}-b`, [event('order'), event('$own')])
  await client.setStreamMetadata(`${prefix}-b`, { owner: 'x' })
}

async function mark({ append, prefix }: LedgerClient): Promise<Position> {
  const { position } = await append(`${prefix}.mark`, 1)
  if (!position) throw new Error('The mark has no position')
  return position
}
