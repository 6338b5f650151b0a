import type { Decider, DomainEvent, Recorded } from '../../../core/event.ts'
import { createGateModes, type GateModes } from '../../../core/gates/gate-modes.ts'
import type { ExecuteRequest } from '../../../core/host.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { silentLog } from '../../support/silent-log.ts'

/** Modes of gates over streams in memory, and what was recorded. */
export interface MemoryModes {
  readonly modes: GateModes
  readonly clock: FakeClock
  readonly events: Recorded[]
  /** Whether the ledger answers. */
  ledger: 'there' | 'away' | 'slow'
  /** How many records wait for a slow ledger. */
  waiting(): number
  /** Has what waits for it be recorded. */
  catchUp(): void
  /** The modes of another process on the same streams. */
  another(): GateModes
}

export function createMemoryModes(clock = createFakeClock()): MemoryModes {
  const events: Recorded[] = []
  const waiting: (() => void)[] = []
  const append = (stream: string, event: DomainEvent, actor = 'system:core'): Recorded => {
    const revision = BigInt(events.filter(one => one.stream === stream).length)
    const at = { receivedAt: clock.now(), recordedAt: clock.now() }
    const place = { id: `e${events.length}`, stream, revision, position: BigInt(events.length) }
    const recorded = { ...event, ...place, ...at, metadata: { actor } }
    events.push(recorded)
    return recorded
  }
  const host = {
    async *read(stream: string, { from = 0n }: { readonly from?: bigint } = {}) {
      if (memory.ledger === 'away') throw new Error('the ledger is away')
      yield* events.filter(one => one.stream === stream && one.revision >= from)
    },
    async observe({ stream, event }: { readonly stream: string; readonly event: DomainEvent }) {
      if (memory.ledger === 'slow') await new Promise<void>(resolve => waiting.push(resolve))
      const { id: eventId, receivedAt, position } = append(stream, event)
      return { eventId, receivedAt, position }
    },
    async execute<State, Command, E extends DomainEvent>(
      decider: Decider<State, Command, E>,
      { stream, command, actor }: ExecuteRequest<Command>,
    ) {
      const own = events.filter(one => one.stream === stream) as Recorded<E>[]
      const state = own.reduce((before, event) => decider.evolve(before, event), decider.initial)
      const by = actor ? `${actor.kind}:${actor.id}` : undefined
      const done = decider.decide(command, state).map(event => append(stream, event, by))
      return { events: done as Recorded<E>[], position: BigInt(events.length), revision: 0n }
    },
  }
  const create = (): GateModes =>
    // What is read and recorded here are the events of modes alone.
    createGateModes({ host: () => host as never, clock, log: silentLog })
  const memory: MemoryModes = {
    ...{ modes: create(), clock, events, ledger: 'there', another: create },
    waiting: () => waiting.length,
    catchUp: () => waiting.splice(0).forEach(resolve => resolve()),
  }
  return memory
}
