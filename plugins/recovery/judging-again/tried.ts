import type { Healable, HealableSubject, Outcome, Recorded } from '../../../core/plugin-api.ts'
import { afterFailure } from '../deciding/judge.ts'
import { recoveryDecider } from '../deciding/recovery.ts'
import { type Dated, evolve, untried } from '../deciding/state.ts'
import type { About, AttemptEvent, EventNamed } from '../events.ts'
import { isWell, statesOf } from '../planning/matching.ts'
import { limitsOf } from '../planning/quiet.ts'
import type { KnownRow } from '../planning/world.ts'
import type { Policy } from '../policy.ts'
import { aboutRow } from '../rows.ts'
import { actionOf } from './actions.ts'
import { isSameAction, twinOf } from './recorded.ts'

const unknown: Omit<EventNamed<'recovery.ActionFinished'>['data'], keyof About | 'attemptId'> = {
  ...{ outcome: 'succeeded', exitCode: null, changed: 'unknown', freedBytes: null },
  ...{ durationMs: 0, output: '' },
}

/** A moment that is looked at, and what was recorded from then on. */
export interface Moment {
  readonly nowMs: number
  readonly coming: readonly Recorded[]
}

/** Those that are tried, and those that were when everything was recorded, as far as these are known. */
export interface Policies {
  readonly policies: readonly Policy[]
  readonly inForce: readonly Policy[]
}

/** What ailed, by its kind and its id. */
export type Ailing = ReadonlyMap<string, HealableSubject>

/**
 * What these policies would have tried. An attempt that was made ends as it did. One that was never made is taken to have changed
 * nothing: nobody knows whether it would have helped.
 */
export class Tried {
  /** By the ids of recoveries. */
  readonly rows = new Map<string, KnownRow>()
  /** Attempts that were never made, and when a cure must have shown. */
  readonly #imagined = new Map<string, Date>()
  readonly #policies: ReadonlyMap<string, Policy>
  readonly #inForce: ReadonlyMap<string, Policy>
  readonly #healables: ReadonlyMap<string, Healable>

  constructor({ policies, inForce }: Policies, healables: readonly Healable[]) {
    this.#policies = new Map(policies.map(one => [one.name, one]))
    this.#inForce = new Map(inForce.map(one => [one.name, one]))
    this.#healables = new Map(healables.map(one => [one.kind, one]))
  }

  /** Takes what would have been decided, with the time at which it was, where it was. */
  take(decided: readonly AttemptEvent[], moment: Moment): readonly Outcome[] {
    return decided.flatMap(event => {
      const twin = twinOf(event, moment)
      const receivedAt = twin?.receivedAt ?? new Date(moment.nowMs)
      if (twin && isSameAction(twin, event)) return this.#move(twin)
      const outcomes = this.#move({ ...event, receivedAt, metadata: {} })
      if (event.type === 'recovery.Requested') this.#imagine(event, receivedAt)
      return outcomes
    })
  }

  /** Takes what was recorded of an attempt that would have been made as well, and what a person did. */
  follow(event: Dated, moment: Moment): readonly Outcome[] {
    const { open, wish, escalated } = this.#stateOf(event)
    const policy = this.#policies.get(event.data.policy)
    if (!policy || policy.mode === 'off') return []
    switch (event.type) {
      case 'recovery.Requested':
        return event.data.by === 'person' && !open ? this.#move(event) : []
      case 'recovery.Approved':
        return wish?.attemptId === event.data.attemptId && wish.digest === event.data.digest
          ? this.#move(event)
          : []
      case 'recovery.Resolved':
        return event.data.why === 'resumed' && escalated === 'yes' ? this.#move(event) : []
      default:
        return this.#followOpen(event, policy, moment)
    }
  }

  /** Ends what has come to its end by how things stood. */
  end(moment: Moment, ailing: Ailing): readonly Outcome[] {
    return [...this.rows.values()].flatMap(row => {
      const { open, wish, escalated } = row.state
      if (open) return this.#endImagined(row, moment, ailing)
      if ((!wish && escalated === 'no') || !this.#isWell(row, ailing)) return []
      const settled = recoveryDecider.decide(
        { type: 'settle', about: aboutRow(row), why: 'well' },
        row.state,
      )
      return this.take(settled, moment)
    })
  }

  /** When attempts that were never made come to their end. */
  endings(): readonly number[] {
    return [...this.#imagined.values()].map(at => at.getTime())
  }

  #stateOf({ data: { recoveryId } }: AttemptEvent): KnownRow['state'] {
    return this.rows.get(recoveryId)?.state ?? untried
  }

  #move(event: Dated): readonly Outcome[] {
    const { recoveryId, policy, kind, subjectId, subject, host, boardId } = event.data
    this.rows.set(recoveryId, {
      ...{ recovery_id: recoveryId, policy, kind, subject_id: subjectId, subject, host },
      ...{ board_id: boardId, state: evolve(this.#stateOf(event), event) },
    })
    const outcome = actionOf(event)
    return outcome ? [outcome] : []
  }

  #followOpen(event: Dated, policy: Policy, moment: Moment): readonly Outcome[] {
    const before = this.#stateOf(event)
    const { attemptId } = before.open ?? {}
    if (!('attemptId' in event.data) || event.data.attemptId !== attemptId) return []
    if (this.#imagined.has(attemptId)) return []
    const outcomes = this.#move(event)
    if (event.type === 'recovery.ActionFinished') this.#watchAnew(event, policy)
    const hasFailed = this.#stateOf(event).failures > before.failures
    const follows = hasFailed ? afterFailure(event.data, before, limitsOf(policy)) : []
    return [...outcomes, ...this.take(follows, moment)]
  }

  // By the policy that was in force it was judged at another time.
  #watchAnew(
    { data, receivedAt }: Dated<EventNamed<'recovery.ActionFinished'>>,
    policy: Policy,
  ): void {
    const { verifyWithin } = this.#inForce.get(policy.name) ?? policy
    if (data.changed === 'nothing' || verifyWithin === policy.verifyWithin) return
    this.#imagined.set(data.attemptId, this.#showsBy(data, receivedAt))
  }

  #showsBy({ policy, kind }: Pick<About, 'policy' | 'kind'>, finishedAt: Date): Date {
    const least = this.#healables.get(kind)?.past?.showsWithinSeconds ?? 0
    const seconds = Math.max(this.#policies.get(policy)?.verifyWithin ?? 0, least)
    return new Date(finishedAt.getTime() + seconds * 1_000)
  }

  // As if it had begun and ended at once, and nobody knew whether it changed anything.
  #imagine({ data }: EventNamed<'recovery.Requested'>, receivedAt: Date): void {
    const { attemptId, node } = data
    const dated = { receivedAt, metadata: {} }
    const deadlineAt = receivedAt.toISOString()
    this.#move({
      ...{ type: 'recovery.ActionStarted', data: { ...data, attemptId, node, deadlineAt } },
      ...dated,
    })
    this.#move({
      ...{ type: 'recovery.ActionFinished', data: { ...data, attemptId, ...unknown } },
      ...dated,
    })
    this.#imagined.set(attemptId, this.#showsBy(data, receivedAt))
  }

  #endImagined(row: KnownRow, moment: Moment, ailing: Ailing): readonly Outcome[] {
    const { attemptId = '' } = row.state.open ?? {}
    const showsBy = this.#imagined.get(attemptId)
    const policy = this.#policies.get(row.policy)
    if (!showsBy || !policy) return []
    const now = new Date(moment.nowMs)
    const isWell = this.#isWell(row, ailing)
    const decided = recoveryDecider.decide(
      {
        ...{ type: 'judge', about: aboutRow(row), attemptId, limits: limitsOf(policy), now },
        ...{ standing: isWell ? 'well' : 'ailing', bad: [], showsBy },
        good: isWell ? [{ eventId: attemptId, at: now }] : [],
      },
      row.state,
    )
    if (decided.length > 0) this.#imagined.delete(attemptId)
    return this.take(decided, moment)
  }

  #isWell(row: KnownRow, ailing: Ailing): boolean {
    const subject = ailing.get(`${row.kind} ${row.subject_id}`)
    const [healable, policy] = [this.#healables.get(row.kind), this.#policies.get(row.policy)]
    if (!subject || !healable || !policy) return true
    return isWell(healable, subject.state, statesOf(policy))
  }
}
