import {
  END,
  eventTypeFilter,
  START,
  type AllStreamSubscription,
  type Filter,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client'
import type { SubscribeOptions, SubscriptionBatch } from '../ledger.ts'
import type { Connection } from './connection.ts'
import { ledgerError } from './failure.ts'
import { Pull } from './pull.ts'
import type { Session } from './session.ts'
import { readHead } from './read.ts'
import { SubscriptionProgress } from './subscription-progress.ts'
import { toStoredEvent } from './stored-event.ts'

const bufferedBatches = 4
const searchWindow = 1_000

/** Follows the ledger through one filtered catch-up subscription of `$all`, in the batches in which events arrive. */
export async function* subscribe(
  connection: Connection,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionBatch> {
  const { signal, maxBatch = 1_000 } = options
  if (signal.aborted) return
  const session = await connection.session()
  const progress = new SubscriptionProgress(options.after)
  const subscription = open(session, options, progress)
  const pull = new Pull<ResolvedEvent>(subscription)
  progress.attach(subscription, pull, () => readHead(connection))
  const unfollow = connection.follow(session)
  const stop = (): void => pull.fail(session.lost.reason)
  const wake = (): void => pull.wake()
  session.lost.addEventListener('abort', stop, { once: true })
  signal.addEventListener('abort', wake, { once: true })
  try {
    yield* batches(pull, progress, { signal, maxBatch, types: new Set(options.types) })
  } catch (error) {
    if (signal.aborted) return
    connection.report(session, error)
    throw ledgerError(error, 'following the ledger', 'not_sent')
  } finally {
    signal.removeEventListener('abort', wake)
    session.lost.removeEventListener('abort', stop)
    unfollow()
    await subscription.unsubscribe()
  }
}

function open(
  session: Session,
  { types, after, maxBatch = 1_000 }: SubscribeOptions,
  progress: SubscriptionProgress,
): AllStreamSubscription {
  const position = typeof after === 'bigint' ? { commit: after, prepare: after } : undefined
  const filter = filterOf(types, progress)
  return session.client.subscribeToAll(
    { fromPosition: position ?? (after === 'end' ? END : START), filter },
    // A full buffer stops the reading of the socket, and so the server.
    { highWaterMark: maxBatch * bufferedBatches },
  )
}

interface BatchOptions {
  readonly signal: AbortSignal
  readonly maxBatch: number
  /** What is handed out; empty: everything. */
  readonly types: ReadonlySet<string>
}

async function* batches(
  pull: Pull<ResolvedEvent>,
  progress: SubscriptionProgress,
  { signal, maxBatch, types }: BatchOptions,
): AsyncGenerator<SubscriptionBatch> {
  while (!signal.aborted) {
    const change = pull.changed()
    const arrived = pull.take(maxBatch)
    const stored = arrived.map(toStoredEvent).filter(event => event !== undefined)
    const news = progress.advance(arrived.length, stored.at(-1)?.position)
    const events = types.size === 0 ? stored : stored.filter(event => types.has(event.type))
    if (news) yield { events, ...news }
    else if (pull.ended) throw new Error('the server ended the subscription')
    if (arrived.length < maxBatch) await change
  }
}

/** So long may an expression be that the embedded node takes; longer ones become prefixes, which let a little more through. */
const longestExpression = 1_000

function filterOf(types: readonly string[], progress: SubscriptionProgress): Filter {
  const regex = typeExpression(types)
  const options = {
    maxSearchWindow: searchWindow,
    checkpointReached: (_subscription: unknown, reached: Position) =>
      progress.checkpointReached(reached.commit),
  }
  return regex.length <= longestExpression
    ? eventTypeFilter({ ...options, regex })
    : eventTypeFilter({ ...options, prefixes: [...types] })
}

function typeExpression(types: readonly string[]): string {
  if (types.length === 0) return '^[^$]'
  return `^(?:${types.map(type => type.replaceAll(/[^A-Za-z0-9_]/g, String.raw`\$&`)).join('|')})$`
}
