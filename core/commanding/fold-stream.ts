import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** An entity as its stream tells it. */
export interface FoldedStream<State, E extends DomainEvent> {
  readonly state: State
  /** Of the last event; -1 when there is none. */
  readonly revision: bigint
  readonly position: bigint
  /** Events that carry an idempotency key. */
  readonly keyed: readonly Recorded<E>[]
}

/** Reads a stream from its start and folds it. */
export async function foldStream<State, E extends DomainEvent>(
  { ledger, catalog }: { readonly ledger: Ledger; readonly catalog: EventCatalog },
  decider: Pick<Decider<State, never, E>, 'initial' | 'evolve'>,
  stream: string,
): Promise<FoldedStream<State, E>> {
  let state = decider.initial
  let last = { revision: -1n, position: 0n }
  const keyed: Recorded<E>[] = []
  for await (const stored of ledger.read(stream)) {
    // The catalogue lets only the plugin that owns the stream's category append to it, so these are its events.
    const event = catalog.decode(stored) as Recorded<E>
    state = decider.evolve(state, event)
    last = event
    if (event.metadata['idempotencyKey'] !== undefined) keyed.push(event)
  }
  return { state, revision: last.revision, position: last.position, keyed }
}
