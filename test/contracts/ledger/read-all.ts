import type { AllStreamResolvedEvent, Position, ReadAllOptions } from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient, type LedgerClient } from '../../support/ledger-client.ts'

/** Reading `$all`: commit order, positions, and what stays in it. */
export async function readAllContract(t: Test, url: string): Promise<void> {
  await t.test('reads in commit order, forwards and backwards', async t => {
    const ledger = createLedgerClient(t, url)
    const from = await mark(ledger)
    const streams = [ledger.stream(), ledger.stream(), ledger.stream()]
    for (let i = 0; i < 12; i++)
      await ledger.append(streams[(i * 7) % 3] ?? '', ledger.events(2, i * 2))
    const end = await mark(ledger)
    const forwards = await read(ledger, { fromPosition: from })
    t.strictSame(
      forwards.map(event => event.data),
      Array.from({ length: 24 }, (_, n) => ({ n })),
    )
    const positions = forwards.map(event => event.position?.commit ?? 0n)
    t.ok(positions.every((p, i) => i === 0 || p > (positions[i - 1] ?? 0n)))
    const backwards = await read(ledger, {
      fromPosition: end,
      direction: 'backwards',
      maxCount: 24,
    })
    t.strictSame(backwards.reverse(), forwards)
  })

  await t.test('includes its first position forwards and leaves it out backwards', async t => {
    const ledger = createLedgerClient(t, url)
    const stream = ledger.stream()
    await ledger.append(stream, 3)
    const own = await read(ledger, { direction: 'backwards', fromPosition: 'end', maxCount: 100 })
    const middle = own.find(event => event.revision === 1n)?.position
    if (!middle) throw new Error('The event has no position')
    const [next] = await read(ledger, { fromPosition: middle, maxCount: 1 })
    t.equal(next?.revision, 1n)
    const [before] = await read(ledger, {
      fromPosition: middle,
      direction: 'backwards',
      maxCount: 1,
    })
    t.equal(before?.revision, 0n)
  })

  await t.test('is empty forwards from the end and backwards from the start', async t => {
    const ledger = createLedgerClient(t, url)
    await ledger.seeded(1)
    t.equal((await read(ledger, { fromPosition: 'end' })).length, 0)
    t.equal((await read(ledger, { fromPosition: 'start', direction: 'backwards' })).length, 0)
  })

  await t.test(
    'keeps what is deleted, truncated or metadata, and nothing that was refused',
    async t => {
      const ledger = createLedgerClient(t, url)
      const { client, append, events, stream } = ledger
      const from = await mark(ledger)
      const [soft, hard] = [stream('soft'), stream('hard')]
      const event = events(1)
      await append(soft, event)
      await append(soft, event)
      await append(soft, 1, 'no_stream').catch(() => undefined)
      await append(soft, 0)
      await client.deleteStream(soft)
      await append(hard, 1)
      await client.tombstoneStream(hard)
      const found = await read(ledger, { fromPosition: from })
      t.strictSame(
        found.map(({ streamId, revision, type }) => `${revision}@${streamId} ${type}`),
        [
          `0@${soft} t`,
          `0@$$${soft} $metadata`,
          `0@${hard} t`,
          `${2n ** 63n - 1n}@${hard} $streamDeleted`,
        ],
      )
    },
  )

  await t.test('goes on from the last position seen without gap or double', async t => {
    const ledger = createLedgerClient(t, url)
    let fromPosition = await mark(ledger)
    await ledger.append(ledger.stream(), 20)
    const seen: unknown[] = []
    while (seen.length < 20) {
      const page: AllStreamResolvedEvent[] = []
      for await (const event of ledger.client.readAll({ fromPosition, maxCount: 4 }))
        page.push(event)
      for (const { event } of page.slice(1))
        if (event?.streamId.startsWith(ledger.prefix)) seen.push(event.data)
      fromPosition = page.at(-1)?.event?.position ?? fromPosition
    }
    t.strictSame(
      seen,
      Array.from({ length: 20 }, (_, n) => ({ n })),
    )
  })
}

/** A position from which everything written later lies ahead. */
async function mark({ append, prefix }: LedgerClient): Promise<Position> {
  const { position } = await append(`${prefix}.mark`, 1)
  if (!position) throw new Error('The mark has no position')
  return position
}

async function read({ client, prefix }: LedgerClient, options: ReadAllOptions) {
  const own: NonNullable<AllStreamResolvedEvent['event']>[] = []
  for await (const { event } of client.readAll(options))
    if (event?.streamId.includes(`${prefix}-`)) own.push(event)
  return own
}
