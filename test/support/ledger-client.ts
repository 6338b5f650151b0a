import {
  EventStoreDBClient,
  jsonEvent,
  type AppendExpectedRevision,
  type AppendResult,
  type JSONEventData,
  type ReadStreamOptions,
} from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import type { Teardown } from './postgres.ts'

/** What the contract of a ledger is checked with: the official client, and names that no other run uses. */
export interface LedgerClient {
  readonly client: EventStoreDBClient
  /** Begins every name that this client makes up. */
  readonly prefix: string
  /** A name for a stream that was never written. */
  stream(label?: string): string
  /** Events of type `t` with the data `{ n }`, counting from `from`. */
  events(count: number, from?: number): JSONEventData[]
  append(
    stream: string,
    events: number | JSONEventData | JSONEventData[],
    expectedRevision?: AppendExpectedRevision,
  ): Promise<AppendResult>
  /** A stream that holds this many events. */
  seeded(count: number): Promise<string>
  /** Revisions as they are read, or the type of the error. */
  revisions(stream: string, options?: ReadStreamOptions): Promise<string>
  /** Revisions forwards from the start and backwards from the end. */
  bothWays(stream: string): Promise<readonly [string, string]>
}

/** Connects the official client for one test. */
export function createLedgerClient(t: Teardown, url: string): LedgerClient {
  const client = EventStoreDBClient.connectionString(url)
  t.teardown(() => client.dispose())
  const prefix = `contract${randomUUID().replaceAll('-', '').slice(0, 12)}`
  let streams = 0

  const events = (count: number, from = 0): JSONEventData[] =>
    Array.from({ length: count }, (_, i) => jsonEvent({ type: 't', data: { n: from + i } }))

  const ledger: LedgerClient = {
    client,
    prefix,
    stream: (label = 's') => `${prefix}-${++streams}-${label}`,
    events,
    append: (stream, written, expectedRevision = 'any') =>
      client.appendToStream(stream, typeof written === 'number' ? events(written) : written, {
        expectedRevision,
      }),
    async seeded(count) {
      const stream = ledger.stream()
      if (count > 0) await ledger.append(stream, count)
      return stream
    },
    async revisions(stream, options = {}) {
      const read: bigint[] = []
      try {
        for await (const { event, link } of client.readStream(stream, options))
          read.push((link ?? event)?.revision ?? -1n)
      } catch (error) {
        return errorType(error)
      }
      return read.join(' ')
    },
    bothWays: async stream => [
      await ledger.revisions(stream),
      await ledger.revisions(stream, { direction: 'backwards', fromRevision: 'end' }),
    ],
  }
  return ledger
}

/** The type by which the client tells errors apart. */
export function errorType(error: unknown): string {
  return error instanceof Error && 'type' in error ? String(error.type) : String(error)
}

/** What came of a call: the type of its error, or `success`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'success', errorType)
}

/** The fields of the error that a call ends in; empty when it succeeds. */
export async function failure(call: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  try {
    await call
    return {}
  } catch (error) {
    return error instanceof Error ? { ...error } : {}
  }
}
