import type { Decider, DomainEvent, Recorded, Recording } from '../../../core/event.ts'
import type { Host } from '../../../core/host.ts'

/** A ledger in memory, for rules that only read and execute; whatever is of the ledger itself is tested over a real one. */
export interface StoryHost<E extends DomainEvent> {
  readonly host: Pick<Host<object, E>, 'read' | 'execute' | 'isHeld'>
  /** Appends an event as it was received then. */
  append(stream: string, event: E, at: Date): Recorded<E>
  of(stream: string): readonly Recorded<E>[]
  /** How many events were read, by stream. */
  readonly reads: Map<string, number>
  /** The streams that commands were executed on, in their order. */
  readonly executed: string[]
  /** Streams that a hold is on. */
  readonly held: Set<string>
  /** What stands in the way of the next command. */
  failNext(error: Error): void
  /** Expires the first events of a stream. */
  expire(stream: string, before: bigint): void
}

/** Creates an empty one. */
export function createStoryHost<E extends DomainEvent>(): StoryHost<E> {
  const streams = new Map<string, Recorded<E>[]>()
  const reads = new Map<string, number>()
  const executed: string[] = []
  const held = new Set<string>()
  const next = new Map<string, bigint>()
  let failure: Error | undefined
  let position = 0n

  const append = (stream: string, event: E, at: Date): Recorded<E> => {
    const revision = next.get(stream) ?? 0n
    next.set(stream, revision + 1n)
    position += 1n
    const recording: Recording = {
      ...{ id: `${stream}@${revision}`, stream, revision, position, metadata: {} },
      ...{ receivedAt: at, recordedAt: at },
    }
    const recorded: Recorded<E> = { ...event, ...recording }
    streams.set(stream, [...(streams.get(stream) ?? []), recorded])
    return recorded
  }

  async function* read(
    stream: string,
    { direction = 'forwards', from, limit = Infinity }: Parameters<Host['read']>[1] = {},
  ): AsyncGenerator<Recorded<E>> {
    const all = streams.get(stream) ?? []
    const wanted =
      direction === 'forwards'
        ? all.filter(event => event.revision >= (from ?? 0n))
        : all.filter(event => event.revision <= (from ?? event.revision)).reverse()
    for (const event of wanted.slice(0, limit)) {
      reads.set(stream, (reads.get(stream) ?? 0) + 1)
      yield event
    }
  }

  const execute = async <State, Command, D extends E>(
    decider: Decider<State, Command, D>,
    { stream, command }: { readonly stream: string; readonly command: Command },
  ) => {
    executed.push(stream)
    const error = failure
    failure = undefined
    if (error) throw error
    const known = (streams.get(stream) ?? []) as unknown as readonly Recorded<D>[]
    const state = known.reduce((before, event) => decider.evolve(before, event), decider.initial)
    const at = new Date(0)
    const events = decider
      .decide(command, state)
      .map(event => append(stream, event, at) as unknown as Recorded<D>)
    return { events, position, revision: (next.get(stream) ?? 0n) - 1n }
  }

  return {
    host: { read, execute, isHeld: stream => held.has(stream) },
    held,
    append,
    of: stream => streams.get(stream) ?? [],
    reads,
    executed,
    failNext: error => void (failure = error),
    expire: (stream, before) =>
      void streams.set(
        stream,
        (streams.get(stream) ?? []).filter(({ revision }) => revision >= before),
      ),
  }
}
