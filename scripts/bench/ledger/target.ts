import { randomUUID } from 'node:crypto'
import { EventStoreDBClient } from '@eventstore/db-client'
import { benchEvents } from './bench-event.ts'

const streams = 500
const fillAtOnce = 200
const fillers = 4

/** A server under measurement. */
export interface Target {
  readonly name: string
  readonly client: EventStoreDBClient
  /** Where this run's events begin in `$all`. */
  readonly start: { readonly commit: bigint; readonly prepare: bigint }
  /** One of this run's streams. */
  streamOf(index: number): string
}

/** Connects to a server and appends what the reading scenarios read; `onProgress` is told how many events are there. */
export async function openTarget(
  name: string,
  url: string,
  fill: { readonly events: number; readonly onProgress: (done: number) => void },
): Promise<Target> {
  const client = EventStoreDBClient.connectionString(url)
  const run = randomUUID().slice(0, 8)
  const streamOf = (index: number): string => `ledgerBench-${run}${index % streams}`
  const first = await client.appendToStream(streamOf(0), benchEvents(1, 0))
  if (!first.position) throw new Error(`${name} tells no positions`)
  let next = 0
  const append = async (): Promise<void> => {
    while (next < fill.events) {
      const from = next
      next += fillAtOnce
      await client.appendToStream(streamOf(from / fillAtOnce), benchEvents(fillAtOnce, from))
      fill.onProgress(Math.min(next, fill.events))
    }
  }
  await Promise.all(Array.from({ length: fillers }, append))
  return { name, client, start: first.position, streamOf }
}
