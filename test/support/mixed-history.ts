import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import type { Teardown } from './postgres.ts'

/** Writes a history of many streams, taken in turns, as Decklog and other programs write them; answers how many events that was. */
export async function writeMixedHistory(
  t: Teardown,
  url: string,
  { events, streams = 20, from = 0 }: { events: number; streams?: number; from?: number },
): Promise<number> {
  const client = EventStoreDBClient.connectionString(url)
  t.teardown(() => client.dispose())
  const data = (n: number): object => ({ n, text: `Größe ${n}`, nested: { list: [n, null, 0.5] } })
  let n = from
  while (n < from + events) {
    const stream = `mixed-${(n * 7) % streams}`
    const group = Math.min(1 + (n % 3), from + events - n)
    const written = Array.from({ length: group }, (_, index) =>
      (n + index) % 11 === 3
        ? binaryEvent({ type: 'mixed.Sent', data: Buffer.from([0, 255, n % 256]) })
        : jsonEvent({
            type: 'mixed.Told',
            data: data(n + index) as never,
            metadata: { actor: 'person:ann', receivedAt: '2026-02-24T10:00:00.000Z' },
          }),
    )
    await client.appendToStream(stream, written)
    n += group
  }
  return events
}
