import {
  BACKWARDS,
  binaryEvent,
  END,
  FORWARDS,
  jsonEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventData,
  type JSONEventType,
  type ResolvedEvent,
} from '@eventstore/db-client'
import type { Logger } from 'pino'
import { within } from '../../timing/within.ts'
import type { CarriedEvent, WholeEvent, WholeLedger, WholeRead } from '../whole-ledger.ts'
import { Append } from './append.ts'
import { Connection, timeout } from './connection.ts'
import { ledgerError } from './failure.ts'
import { pullBatches, readHead } from './read.ts'

const deadlineMs = 2_500
const appendMs = 20_000
const envelopeBytes = 160
const marks = new Set(['$metadata', '$streamDeleted'])

/** The whole ledger of a URL, on the official client. Nothing connects before the first call. */
export function createWholeLedger({
  url,
  log,
}: {
  readonly url: string
  readonly log: Logger
}): WholeLedger {
  const connection = new Connection(url, log)
  return {
    readAll: (read = {}) => readAll(connection, read),
    readBack: stream => readBack(connection, stream),
    keepsOrder: async () => (await connection.session()).keepsOrder(),
    async append(stream, events, expected) {
      const carried = events.map(toClientEvent)
      const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0)
      return new Append(connection, stream, { events: carried, bytes, deadlineMs: appendMs }).run(
        expected,
      )
    },
    remove: (stream, how) => remove(connection, stream, how),
    head: () => readHead(connection),
    close: () => connection.close(),
  }
}

async function* readAll(connection: Connection, read: WholeRead): AsyncGenerator<WholeEvent> {
  const { direction = 'forwards', after, signal } = read
  const from = read.from ?? after
  const backwards = direction === 'backwards'
  const fromPosition =
    from === undefined ? (backwards ? END : START) : { commit: from, prepare: from }
  const batches = pullBatches({
    ...{ connection, signal, what: 'reading all' },
    open: client => client.readAll({ direction: backwards ? BACKWARDS : FORWARDS, fromPosition }),
  })
  for await (const batch of batches)
    for (const event of batch.map(toWholeEvent))
      if (event && isCarried(event) && event.position !== after) yield event
}

async function* readBack(connection: Connection, stream: string): AsyncGenerator<WholeEvent> {
  const batches = pullBatches({
    ...{ connection, signal: undefined, what: `reading ${stream}` },
    open: client => client.readStream(stream, { direction: BACKWARDS, fromRevision: END }),
  })
  for await (const batch of batches)
    yield* batch.map(toWholeEvent).filter(event => event !== undefined)
}

// The store writes much about itself; of that only what it knows of streams that are not its own belongs to their history.
function isCarried({ type, stream }: WholeEvent): boolean {
  if (!type.startsWith('$')) return true
  return (
    marks.has(type) &&
    !stream.startsWith('$$$') &&
    (type === '$metadata' || !stream.startsWith('$'))
  )
}

function toWholeEvent(resolved: ResolvedEvent): WholeEvent | undefined {
  const { event } = resolved
  if (!event) return undefined
  return {
    ...{ id: event.id, stream: event.streamId, revision: event.revision, type: event.type },
    position: event.position?.commit ?? resolved.commitPosition ?? 0n,
    content: event.isJson ? 'json' : 'bytes',
    data: event.data,
    metadata: event.metadata,
    storedAt: event.created,
  }
}

function toClientEvent({ id, type, content, data, metadata }: CarriedEvent): EventData {
  // As bytes, because the client takes JSON by way of base64.
  const bytes = new TextEncoder().encode(JSON.stringify(metadata))
  if (content === 'bytes' && data instanceof Uint8Array)
    return binaryEvent({ id, type, data, metadata: bytes })
  return jsonEvent<JSONEventType>({
    ...{ id, type, metadata: bytes },
    data: data as JSONEventType['data'],
  })
}

function bytesOf({ data, metadata }: CarriedEvent): number {
  const size = data instanceof Uint8Array ? data.length : JSON.stringify(data).length
  return size + JSON.stringify(metadata).length + envelopeBytes
}

async function remove(
  connection: Connection,
  stream: string,
  how: 'soft' | 'for_good',
): Promise<void> {
  const what = `deleting ${stream}`
  const session = await connection.session()
  const options = { expectedRevision: 'any', deadline: deadlineMs } as const
  const run = async (): Promise<void> => {
    if (how === 'soft') await session.client.deleteStream(stream, options)
    else await session.client.tombstoneStream(stream, options)
  }
  try {
    await within({ ms: deadlineMs, late: () => timeout(what) }, run)
  } catch (error) {
    if (isGone(error)) return
    connection.report(session, error)
    throw ledgerError(error, what, 'not_sent')
  }
}

// Done twice, and done to a stream of which nothing was there to carry.
function isGone(error: unknown): boolean {
  return (
    error instanceof StreamDeletedError ||
    error instanceof StreamNotFoundError ||
    error instanceof WrongExpectedVersionError
  )
}
