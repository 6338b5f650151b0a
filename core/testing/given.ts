import { deepStrictEqual, fail } from 'node:assert/strict'
import { codeOf, messageOf, type ErrorCode } from '../errors.ts'
import type { Decider, DomainEvent } from '../event.ts'
import { foldEvents } from '../projecting/fold.ts'
import type { Projection } from '../projection.ts'
import { recordAll, type Told } from './record.ts'

/** What a decision is to come to. Each throws an AssertionError when it does not. */
export interface Decision<E extends DomainEvent> {
  /** These events, in this order; none: it was already done. */
  then(...events: readonly E[]): void
  /** A refusal with this code. */
  thenRefuses(code: ErrorCode): void
}

/**
 * Specifies a decider: `given(decider, [opened]).when({ type: 'Close' }).then(closed)`. The events are folded as a stream would be, and
 * every one of them twice, so that an `evolve` that changes what it was given is found.
 */
export function given<State, Command, E extends DomainEvent>(
  decider: Decider<State, Command, E>,
  events: readonly Told<E>[],
): { when(command: Command): Decision<E> } {
  const folded = (): State =>
    recordAll(events).reduce((state, event) => decider.evolve(state, event), decider.initial)
  const state = folded()
  deepStrictEqual(folded(), state, 'the same events come to the same state')
  return {
    when: command => ({
      then(...expected) {
        const decided = decider.decide(command, state)
        deepStrictEqual(plain(decided), plain(expected))
      },
      thenRefuses(code) {
        try {
          decider.decide(command, state)
        } catch (error) {
          if (codeOf(error) === code) return
          fail(`it fails with ${codeOf(error) ?? messageOf(error)} and not with ${code}`)
        }
        fail(`it is not refused with ${code}`)
      },
    }),
  }
}

/** Specifies a projection: `givenFold(projection, [sampled]).thenRows({ web01: { … } })`. */
export function givenFold<Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E>,
  events: readonly Told<E>[],
): { thenRows(rows: Readonly<Record<string, Row>>): void } {
  const rows = foldEvents(projection, recordAll(events))
  return {
    thenRows: expected => deepStrictEqual(Object.fromEntries(rows), expected),
  }
}

function plain(events: readonly DomainEvent[]): readonly DomainEvent[] {
  return events.map(({ type, data }) => ({ type, data }))
}
