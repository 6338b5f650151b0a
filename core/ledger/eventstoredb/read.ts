import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type EventStoreDBClient,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client'
import { within } from '../../timing/within.ts'
import type { ReadAllOptions, ReadOptions, StoredEvent } from '../ledger.ts'
import { timeout, type Connection } from './connection.ts'
import { ledgerError } from './failure.ts'
import { Pull } from './pull.ts'
import { quickReader } from './quick-read.ts'
import { toStoredEvent } from './stored-event.ts'

const deadlineMs = 2_500
const pageEvents = 500

type Open = (client: EventStoreDBClient) => StreamingRead<ResolvedEvent>

/** Reads one stream; a missing one is empty. */
export async function* readStream(
  connection: Connection,
  stream: string,
  options: ReadOptions,
): AsyncGenerator<StoredEvent> {
  const { direction = 'forwards', from, limit, signal } = options
  if (limit !== undefined && limit <= 0) return
  const backwards = direction === 'backwards'
  const open: Open = client =>
    client.readStream(stream, {
      direction: backwards ? BACKWARDS : FORWARDS,
      fromRevision: from ?? (backwards ? END : START),
      ...(limit === undefined ? {} : { maxCount: limit }),
    })
  const batches = pullBatches({ connection, open, what: `reading ${stream}`, signal })
  for await (const batch of batches) yield* batch.map(toStoredEvent).filter(isThere)
}

/** Reads the whole ledger without the store's own events. */
export async function* readAll(
  connection: Connection,
  options: ReadAllOptions,
): AsyncGenerator<StoredEvent> {
  for await (const batch of readAllInBatches(connection, options)) yield* batch
}

/** Reads the whole ledger as `readAll` does, as many events together as have arrived. */
export async function* readAllInBatches(
  connection: Connection,
  options: ReadAllOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  const { direction = 'forwards', from, first, limit = Infinity, signal } = options
  const backwards = direction === 'backwards'
  const position = from === undefined ? undefined : { commit: from, prepare: from }
  const open: Open = client =>
    quickReader(client).readAll({
      direction: backwards ? BACKWARDS : FORWARDS,
      fromPosition: position ?? (backwards ? END : START),
    })
  // Forwards the server includes the position it is asked to start from.
  const isWanted = (event: StoredEvent): boolean =>
    !event.type.startsWith('$') && (event.position !== from || first === 'included')
  let left = limit
  if (left <= 0) return
  for await (const batch of pullBatches({ connection, open, what: 'reading all', signal })) {
    const events = batch.map(toStoredEvent).filter(isThere).filter(isWanted).slice(0, left)
    if (events.length > 0) yield events
    left -= events.length
    if (left <= 0) return
  }
}

/** Position of the newest event of any kind, 0 when there is none: of all that was acknowledged before, which its leader alone knows. */
export async function readHead(connection: Connection): Promise<bigint> {
  const open: Open = client =>
    quickReader(client).readAll({
      ...{ direction: BACKWARDS, fromPosition: END, maxCount: 1 },
      requiresLeader: true,
    })
  let head = 0n
  for await (const batch of pullBatches({ connection, open, what: 'reading the head' })) {
    head = batch[0]?.event?.position?.commit ?? batch[0]?.commitPosition ?? head
  }
  return head
}

function isThere(event: StoredEvent | undefined): event is StoredEvent {
  return event !== undefined
}

interface PullRequest {
  readonly connection: Connection
  readonly open: Open
  readonly what: string
  readonly signal?: AbortSignal | undefined
}

/** Reads what `open` asks for. Whole batches pass from one generator to the next: an event each would cost more than reading it. */
export async function* pullBatches(request: PullRequest): AsyncGenerator<readonly ResolvedEvent[]> {
  const { connection, open, what, signal } = request
  signal?.throwIfAborted()
  const session = await connection.session()
  const read = open(session.client)
  const pull = new Pull<ResolvedEvent>(read)
  const stop = (): void => pull.fail(signal?.aborted ? signal.reason : session.lost.reason)
  signal?.addEventListener('abort', stop, { once: true })
  session.lost.addEventListener('abort', stop, { once: true })
  try {
    for await (const batch of arriving(pull, what)) {
      session.hear()
      yield batch
    }
    session.hear()
  } catch (error) {
    if (signal?.aborted) throw error
    if (error instanceof StreamNotFoundError) return
    connection.report(session, error)
    throw ledgerError(error, what, 'not_sent')
  } finally {
    signal?.removeEventListener('abort', stop)
    session.lost.removeEventListener('abort', stop)
    await read.cancel()
  }
}

async function* arriving(
  pull: Pull<ResolvedEvent>,
  what: string,
): AsyncGenerator<readonly ResolvedEvent[]> {
  for (;;) {
    const change = pull.changed()
    const arrived = pull.take(pageEvents)
    if (arrived.length > 0) yield arrived
    else if (pull.ended) return
    else await within({ ms: deadlineMs, late: () => timeout(what) }, () => change)
  }
}
