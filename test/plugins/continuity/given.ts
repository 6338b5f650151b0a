import type { Decider, DomainEvent } from '../../../core/event.ts'
import { deepFreeze } from '../../support/deep-freeze.ts'
import { idOf, minute } from './stories.ts'

/** Decides after what was recorded, an event a minute from minute 0. */
export function decided<State, Command, E extends DomainEvent>(
  decider: Decider<State, Command, E>,
  events: readonly E[],
): (command: Command) => readonly E[] {
  const state = events.reduce(
    (before, event, n) =>
      deepFreeze(
        decider.evolve(before, {
          ...event,
          ...{ id: idOf(n), stream: 'given-1', revision: BigInt(n), position: BigInt(n) },
          ...{ receivedAt: minute(n), recordedAt: minute(n), metadata: {} },
        }),
      ),
    decider.initial,
  )
  return command => decider.decide(command, state)
}
