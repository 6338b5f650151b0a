import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient } from '../../support/ledger-client.ts'
import { SubscriptionRecorder } from '../../support/subscription-recorder.ts'
import { until } from '../../support/until.ts'

/** Subscriptions to one stream. */
export async function subscribeStreamContract(t: Test, url: string): Promise<void> {
  await t.test('delivers history, says that it has caught up, and goes on live', async t => {
    const { client, append, seeded } = createLedgerClient(t, url)
    const from = async (fromRevision: 'start' | 'end' | bigint) => {
      const stream = await seeded(3)
      const recorder = new SubscriptionRecorder(
        t,
        client.subscribeToStream(stream, { fromRevision }),
      )
      await recorder.untilCaughtUp()
      await append(stream, 2)
      await until('the last event has come', () => recorder.seen.at(-1) === '4')
      return recorder.seen
    }
    t.strictSame(await from('start'), ['confirmation', '0', '1', '2', 'caughtUp', '3', '4'])
    t.strictSame(await from(0n), ['confirmation', '1', '2', 'caughtUp', '3', '4'])
    t.strictSame(await from('end'), ['confirmation', 'caughtUp', '3', '4'])
    t.strictSame(await from(3n), ['confirmation', 'caughtUp', '4'], 'silent up to a revision ahead')
  })

  await t.test('waits for a stream that is missing or deleted', async t => {
    const { client, append, seeded, stream } = createLedgerClient(t, url)
    const deleted = await seeded(2)
    await client.deleteStream(deleted)
    for (const [name, first] of [
      [stream(), '0'],
      [deleted, '2'],
    ] as const) {
      const recorder = new SubscriptionRecorder(t, client.subscribeToStream(name))
      await until('it is confirmed', () => recorder.count('confirmation') > 0)
      t.equal(recorder.count('caughtUp'), 0, 'not before it has events')
      await append(name, 1)
      await recorder.untilEvents(1)
      await recorder.untilCaughtUp()
      t.strictSame(
        recorder.seen.filter(seen => /\d/.test(seen)),
        [first],
      )
    }
  })

  await t.test('catches up when its stream comes back empty', async t => {
    const { client, append, seeded } = createLedgerClient(t, url)
    for (const revive of ['by metadata', 'by an append of nothing'] as const) {
      const name = await seeded(3)
      await client.deleteStream(name)
      const recorder = new SubscriptionRecorder(t, client.subscribeToStream(name))
      await until('it is confirmed', () => recorder.count('confirmation') > 0)
      if (revive === 'by metadata') await client.setStreamMetadata(name, {})
      else await append(name, [])
      await recorder.untilCaughtUp()
      await append(name, 1)
      await until('the event has come', () => recorder.seen.at(-1) === '3')
    }
  })

  await t.test('refuses a tombstoned stream before it confirms, but not from its end', async t => {
    const { client, seeded } = createLedgerClient(t, url)
    const name = await seeded(1)
    await client.tombstoneStream(name)
    for (const fromRevision of ['start', 0n, 5n] as const) {
      const recorder = new SubscriptionRecorder(t, client.subscribeToStream(name, { fromRevision }))
      await until('it has failed', () => recorder.failure !== undefined)
      t.equal(recorder.failure, 'stream-deleted')
      t.equal(recorder.count('confirmation'), 0)
    }
  })

  await t.test('ends with any event that says its stream is deleted', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const name = stream()
    await append(name, jsonEvent({ type: '$streamDeleted', data: {} }))
    const recorder = new SubscriptionRecorder(t, client.subscribeToStream(name))
    await until('it has failed', () => recorder.failure !== undefined)
    t.equal(recorder.failure, 'stream-deleted')
    t.equal(recorder.events.length, 1)
  })

  await t.test('misses and doubles nothing while the stream is being written', async t => {
    const { client, append, seeded } = createLedgerClient(t, url)
    const stream = await seeded(200)
    const recorders: SubscriptionRecorder[] = []
    for (let i = 0; i < 30; i++) {
      await append(stream, 10)
      if (i % 6 === 0) recorders.push(new SubscriptionRecorder(t, client.subscribeToStream(stream)))
    }
    const all = Array.from({ length: 500 }, (_, i) => String(i))
    for (const recorder of recorders) {
      await recorder.untilEvents(500)
      t.strictSame(
        recorder.seen.filter(seen => /\d/.test(seen)),
        all,
      )
    }
  })

  await t.test('sees its own stream only', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const name = stream()
    const recorder = new SubscriptionRecorder(
      t,
      client.subscribeToStream(name, { fromRevision: 'end' }),
    )
    await recorder.untilCaughtUp()
    await append(`${name}2`, 1)
    await client.setStreamMetadata(name, { owner: 'x' })
    await append(name, 1)
    await recorder.untilEvents(1)
    t.strictSame(recorder.seen, ['confirmation', 'caughtUp', '0'])
  })

  await t.test('ends at a tombstone', async t => {
    const { client, seeded } = createLedgerClient(t, url)
    const stream = await seeded(1)
    const during = new SubscriptionRecorder(t, client.subscribeToStream(stream))
    await during.untilCaughtUp()
    await client.tombstoneStream(stream)
    await until('it has ended', () => during.failure !== undefined)
    t.equal(during.failure, 'stream-deleted')
    t.equal(during.events.at(-1)?.event?.type, '$streamDeleted')
    const after = new SubscriptionRecorder(t, client.subscribeToStream(stream))
    await until('it has ended', () => after.failure !== undefined)
    t.equal(after.failure, 'stream-deleted')
  })

  await t.test('leaves out what metadata hides', async t => {
    const { client, seeded } = createLedgerClient(t, url)
    const stream = await seeded(6)
    await client.setStreamMetadata(stream, { truncateBefore: 4 })
    const recorder = new SubscriptionRecorder(
      t,
      client.subscribeToStream(stream, { fromRevision: 1n }),
    )
    await recorder.untilCaughtUp()
    t.strictSame(recorder.seen, ['confirmation', '4', '5', 'caughtUp'])
  })

  await t.test('resolves links in history and live', async t => {
    const { client, seeded, stream } = createLedgerClient(t, url)
    const target = await seeded(2)
    const links = stream('links')
    const link = (revision: number) =>
      binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${target}`) })
    await client.appendToStream(links, [link(1), link(9)])
    const recorder = new SubscriptionRecorder(
      t,
      client.subscribeToStream(links, { resolveLinkTos: true }),
      ({ event, link }) => `${event?.revision} via ${link?.revision}`,
    )
    await recorder.untilCaughtUp()
    await client.appendToStream(links, link(0))
    await recorder.untilEvents(3)
    t.strictSame(recorder.seen, [
      'confirmation',
      '1 via 0',
      'undefined via 1',
      'caughtUp',
      '0 via 2',
    ])
  })

  await t.test('gives a reader that pauses everything', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const into = stream()
    for (let i = 0; i < 3; i++) await append(into, 300)
    const seen: number[] = []
    for await (const { event } of client.subscribeToStream(into)) {
      seen.push(Number(event?.revision))
      if (seen.length % 300 === 0) await new Promise(resolve => setTimeout(resolve, 100))
      if (seen.length === 900) break
    }
    t.strictSame(
      seen,
      Array.from({ length: 900 }, (_, i) => i),
    )
  })
}
