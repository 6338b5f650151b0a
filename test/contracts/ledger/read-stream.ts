import { binaryEvent, jsonEvent, type ReadStreamOptions } from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient } from '../../support/ledger-client.ts'

const back = { direction: 'backwards' } as const

/** Reading one stream: both directions, limits, and links. */
export async function readStreamContract(t: Test, url: string): Promise<void> {
  await t.test('reads from a revision in both directions', async t => {
    const { seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(5)
    const table: readonly [ReadStreamOptions, string][] = [
      [{}, '0 1 2 3 4'],
      [{ fromRevision: 2n }, '2 3 4'],
      [{ fromRevision: 5n }, ''],
      [{ fromRevision: 2n ** 63n - 1n }, ''],
      [{ maxCount: 2, fromRevision: 1n }, '1 2'],
      [{ maxCount: 100 }, '0 1 2 3 4'],
      [{ fromRevision: 'end' }, 'unknown'],
      [{ maxCount: 0 }, 'unknown'],
      [{ ...back, fromRevision: 'end' }, '4 3 2 1 0'],
      [{ ...back, fromRevision: 'start' }, '0'],
      [{ ...back, fromRevision: 2n }, '2 1 0'],
      [{ ...back, fromRevision: 99n, maxCount: 2 }, '4 3'],
    ]
    for (const [options, wanted] of table)
      t.equal(await revisions(stream, options), wanted, JSON.stringify(options, text))
  })

  await t.test('reads inside appends of several events', async t => {
    const { append, stream, revisions } = createLedgerClient(t, url)
    const into = stream()
    for (const count of [3, 1, 4]) await append(into, count)
    t.equal(await revisions(into, { fromRevision: 1n, maxCount: 4 }), '1 2 3 4')
    t.equal(await revisions(into, { ...back, fromRevision: 6n, maxCount: 5 }), '6 5 4 3 2')
  })

  await t.test('says that a stream is not there', async t => {
    const { stream, revisions, bothWays } = createLedgerClient(t, url)
    t.strictSame(await bothWays(stream()), ['stream-not-found', 'stream-not-found'])
    t.equal(await revisions(stream(), { fromRevision: 5n }), 'stream-not-found')
    t.equal(await revisions(''), 'unknown')
  })

  await t.test('reads a long stream completely', async t => {
    const { append, stream, revisions } = createLedgerClient(t, url)
    const into = stream()
    for (let i = 0; i < 3; i++) await append(into, 400)
    const all = Array.from({ length: 1200 }, (_, i) => i)
    t.equal(await revisions(into), all.join(' '))
    t.equal(await revisions(into, { ...back, fromRevision: 'end' }), all.reverse().join(' '))
  })

  await t.test('reads large events', async t => {
    const { client, stream } = createLedgerClient(t, url)
    const into = stream()
    for (let i = 0; i < 4; i++)
      await client.appendToStream(
        into,
        binaryEvent({ type: 't', data: new Uint8Array(900_000).fill(i) }),
      )
    const sizes: number[] = []
    for await (const { event } of client.readStream(into))
      if (event?.data instanceof Uint8Array) sizes.push(event.data.length)
    t.strictSame(sizes, [900_000, 900_000, 900_000, 900_000])
  })

  await t.test('goes on after a read that was given up', async t => {
    const { client, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(300)
    for await (const { event } of client.readStream(stream)) if (event?.revision === 4n) break
    t.equal(await revisions(stream, { maxCount: 3 }), '0 1 2')
  })

  await t.test('shares the time among the events of one append', async t => {
    const { client, seeded } = createLedgerClient(t, url)
    const times: number[] = []
    for await (const { event } of client.readStream(await seeded(5)))
      times.push(event?.created.getTime() ?? 0)
    t.ok(Math.max(...times) - Math.min(...times) < 50)
    t.ok(Math.abs(Date.now() - (times[0] ?? 0)) < 60_000)
  })

  await t.test('resolves links', async t => {
    const { client, seeded, stream } = createLedgerClient(t, url)
    const target = await seeded(3)
    const gone = await seeded(1)
    await client.deleteStream(gone)
    const links = stream('links')
    const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) })
    await client.appendToStream(links, [
      link(`2@${target}`),
      link(`7@${target}`),
      link(`0@${gone}`),
      link('nonsense'),
      jsonEvent({ type: '$>', data: `0@${target}` }),
      jsonEvent({ type: 'plain', data: {} }),
    ])
    const read = async (resolveLinkTos: boolean) => {
      const seen: string[] = []
      for await (const { event, link } of client.readStream(links, { resolveLinkTos }))
        seen.push(`${event?.revision} via ${link?.revision}`)
      return seen
    }
    t.strictSame(await read(true), [
      '2 via 0',
      'undefined via 1',
      'undefined via 2',
      '3 via undefined',
      '4 via undefined',
      '5 via undefined',
    ])
    t.strictSame(
      await read(false),
      [0, 1, 2, 3, 4, 5].map(revision => `${revision} via undefined`),
    )
  })
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
