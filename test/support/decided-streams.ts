import type { Decider, DomainEvent, Recorded } from '../../core/event.ts'
import type { Host } from '../../core/host.ts'

const at = new Date('2026-01-01T00:00:00.000Z')
const place = { id: 'id', revision: 0n, position: 0n, receivedAt: at, recordedAt: at, metadata: {} }

/** Streams that are decided and folded in memory, and what was recorded in them. */
export function createStreams(): { execute: Host['execute']; recorded: readonly DomainEvent[] } {
  const recorded: (DomainEvent & { stream: string })[] = []
  async function execute<S, C, E extends DomainEvent>(
    decider: Decider<S, C, E>,
    { stream, command }: { stream: string; command: C },
  ) {
    const before = recorded.filter(event => event.stream === stream)
    const state = before.reduce<S>(
      (folded, event) => decider.evolve(folded, { ...event, ...place } as unknown as Recorded<E>),
      decider.initial,
    )
    const events = decider.decide(command, state)
    recorded.push(...events.map(event => ({ ...event, stream })))
    return { events: [], position: 0n, revision: 0n }
  }
  return { execute: execute as Host['execute'], recorded }
}
