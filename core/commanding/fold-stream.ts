import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { FoldSnapshots, FoundSnapshot, SnapshotOf } from './fold-snapshots.ts'

const atOnce = 1_000
const snapshotEvery = 1_000

/** An entity as its stream tells it. */
export interface FoldedStream<State, E extends DomainEvent> {
  readonly state: State
  /** Of the last event; -1 when there is none. */
  readonly revision: bigint
  readonly position: bigint
  /** Events that carry an idempotency key: those behind the snapshot, and the ones with the key that was asked for before it. */
  readonly keyed: readonly Recorded<E>[]
}

interface FoldParts {
  readonly ledger: Pick<Ledger, 'read'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly snapshots?: FoldSnapshots | undefined
}

type Fold<State, E extends DomainEvent> = Pick<
  Decider<State, never, E>,
  'initial' | 'evolve' | 'evolveAll' | 'foldVersion'
>

interface Asked {
  /** Whose decider it is. */
  readonly source: string
  readonly stream: string
  readonly idempotencyKey?: string | undefined
}

/** Reads a stream and folds it: from its start, or from a snapshot where its decider has them kept. */
export async function foldStream<State, E extends DomainEvent>(
  parts: FoldParts,
  decider: Fold<State, E>,
  { source, stream, idempotencyKey }: Asked,
): Promise<FoldedStream<State, E>> {
  const { snapshots } = parts
  if (decider.foldVersion === undefined || !snapshots) return foldBehind(parts, decider, { stream })
  const of = { stream, version: `${source} ${decider.foldVersion}` }
  const found = await snapshots.find(of, idempotencyKey)
  const known = found && (await isThere(parts, stream, found)) ? found : undefined
  const folded = await foldBehind(parts, decider, { stream, known })
  keep(snapshots, of, folded)
  if (!known) return folded
  const earlier = await eventsAt<E>(parts, stream, known.keyed)
  return { ...folded, keyed: [...earlier, ...folded.keyed] }
}

interface Stretch<State, E extends DomainEvent> extends FoldedStream<State, E> {
  readonly lastId: string
  readonly count: number
}

async function foldBehind<State, E extends DomainEvent>(
  { ledger, catalog }: FoldParts,
  decider: Fold<State, E>,
  { stream, known }: { readonly stream: string; readonly known?: FoundSnapshot | undefined },
): Promise<Stretch<State, E>> {
  // Its version says that the snapshot was made of this decider's states.
  let state = known ? (known.state as State) : decider.initial
  let last = { revision: -1n, position: 0n, id: '', ...known }
  let count = 0
  let waiting: Recorded<E>[] = []
  const keyed: Recorded<E>[] = []
  for await (const stored of ledger.read(stream, known ? { from: known.revision + 1n } : {})) {
    // The catalogue lets only the plugin that owns the stream's category append to it, so these are its events.
    const event = catalog.decode(stored) as Recorded<E>
    last = event
    count += 1
    if (event.metadata['idempotencyKey'] !== undefined) keyed.push(event)
    waiting.push(event)
    if (waiting.length < atOnce) continue
    state = evolveAll(decider, state, waiting)
    waiting = []
  }
  state = evolveAll(decider, state, waiting)
  return { state, revision: last.revision, position: last.position, lastId: last.id, keyed, count }
}

function evolveAll<State, E extends DomainEvent>(
  decider: Fold<State, E>,
  state: State,
  events: readonly Recorded<E>[],
): State {
  if (decider.evolveAll) return decider.evolveAll(state, events)
  return events.reduce((before, event) => decider.evolve(before, event), state)
}

// Nobody waits for it: the stream is folded, and will be without it.
function keep<State, E extends DomainEvent>(
  snapshots: FoldSnapshots,
  of: SnapshotOf,
  { state, revision, position, lastId: eventId, keyed, count }: Stretch<State, E>,
): void {
  if (count < snapshotEvery) return
  const keys = keyed.map(({ metadata, revision: at, receivedAt }) => ({
    ...{ key: String(metadata['idempotencyKey']), revision: at, receivedAt },
  }))
  void snapshots.keep(of, { state, revision, position, eventId }, keys)
}

/** Tells whether the ledger has the last event of a snapshot: not after an older one was restored. */
async function isThere(
  { ledger }: FoldParts,
  stream: string,
  { revision, eventId }: FoundSnapshot,
): Promise<boolean> {
  for await (const event of ledger.read(stream, { from: revision, limit: 1 }))
    return event.revision === revision && event.id === eventId
  return false
}

async function eventsAt<E extends DomainEvent>(
  { ledger, catalog }: FoldParts,
  stream: string,
  revisions: readonly bigint[],
): Promise<readonly Recorded<E>[]> {
  const events: Recorded<E>[] = []
  for (const from of revisions)
    for await (const event of ledger.read(stream, { from, limit: 1 }))
      events.push(catalog.decode(event) as Recorded<E>)
  return events
}
