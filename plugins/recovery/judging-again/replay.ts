import {
  type Healable,
  type Outcome,
  type ReceivingEvent,
  type Recorded,
  type Rejudging,
  timeAfter,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import { recoveryDecider } from '../deciding/recovery.ts'
import { commandOf, foresee, isAttempt, type Turn, turnsOf } from '../planning/try-all.ts'
import type { World } from '../planning/world.ts'
import { createPastWorld, type PastWorld } from './past-world.ts'
import { createRecordedHolds, isDecision, isOfAttempt, slackMs } from './recorded.ts'
import { type Moment, Tried } from './tried.ts'

/** An event that waits, and when it has its turn: never before one that came sooner. */
interface Coming {
  readonly event: Recorded
  readonly atMs: number
}

/**
 * What these policies would have done: the live rules, over how things stood then. It stays somewhat behind what it is given, so that it
 * knows what was recorded at about the time that it looks at, and when Decklog could not see.
 */
export class Replay implements Rejudging {
  readonly #config: RecoveryConfig
  readonly #past: PastWorld
  readonly #tried: Tried
  readonly #holds = createRecordedHolds()
  readonly #coming: Coming[] = []
  #lastMs = -Infinity
  #lookedMs = -Infinity
  #nextLookMs = Infinity
  #ids = 0

  constructor(
    config: RecoveryConfig,
    { policies: inForce }: Pick<RecoveryConfig, 'policies'>,
    healables: readonly Healable[],
  ) {
    this.#config = config
    this.#past = createPastWorld(config.policies, healables)
    this.#tried = new Tried({ ...config, inForce }, healables)
  }

  // What it must know of the time before is in what it is given.
  begin(): readonly Outcome[] {
    return []
  }

  take(event: Recorded): readonly Outcome[] {
    const atMs = Math.max(event.receivedAt.getTime(), this.#lastMs)
    this.#lastMs = atMs
    this.#coming.push({ event, atMs })
    if (isGap(event)) {
      const { from, to } = event.data
      this.#past.blind({ from: new Date(from), to: new Date(to) })
    }
    const last = this.#coming.findLast(one => one.atMs <= atMs - slackMs)
    return last ? this.#go(last.atMs) : []
  }

  end(at: Date): readonly Outcome[] {
    return this.#go(at.getTime())
  }

  #go(untilMs: number): readonly Outcome[] {
    const came: Outcome[] = []
    for (;;) {
      const [next] = this.#coming
      const eventMs = next?.atMs ?? Infinity
      const lookMs = this.#past.seesFrom(this.#nextLookMs)
      if (Math.min(eventMs, lookMs) > untilMs) return came
      // Whoever recorded a decision had just looked.
      const hasLooked = next && isDecision(next.event) && this.#lookedMs < eventMs
      if (lookMs < eventMs || hasLooked) came.push(...this.#look(Math.min(lookMs, eventMs)))
      else if (next) came.push(...this.#apply(next))
    }
  }

  #apply({ event, atMs }: Coming): readonly Outcome[] {
    this.#coming.shift()
    this.#past.take(event)
    this.#holds.take(event)
    this.#nextLookMs = Math.min(this.#nextLookMs, atMs + this.#config.interval * 1_000)
    if (!isDecision(event)) this.#lookedMs = -Infinity
    return isOfAttempt(event) ? this.#tried.follow(event, this.#momentAt(atMs)) : []
  }

  #momentAt(nowMs: number): Moment {
    return { nowMs, coming: this.#coming.map(({ event }) => event) }
  }

  #look(nowMs: number): readonly Outcome[] {
    const moment = this.#momentAt(nowMs)
    const came = [...this.#tried.end(moment, this.#past.ailing())]
    const world: World = {
      ...{ now: new Date(nowMs), gaps: this.#past.gapsAt(nowMs), rows: this.#tried.rows },
      ...{ policies: this.#past.policies(), candidates: this.#past.candidates() },
    }
    // What came of one is known before the next has its turn.
    for (const turn of turnsOf(world, this.#config)) came.push(...this.#takeTurn(turn, moment))
    const again = came.length > 0 ? nowMs + this.#config.interval * 1_000 : Infinity
    this.#lookedMs = nowMs
    this.#nextLookMs = Math.min(again, nextChange(world, this.#config, this.#tried.endings()))
    return came
  }

  #takeTurn(turn: Turn, moment: Moment): readonly Outcome[] {
    const { kind, subject } = turn.candidate
    const attemptId = `replayed-${(this.#ids += 1)}`
    const { foreseen, command } = foresee(turn, attemptId)
    if (foreseen.length === 0) return []
    const held = this.#holds.of(`${kind} ${subject.id}`, { ...moment, since: subject.since })
    const asked = foreseen.some(isAttempt)
      ? commandOf(turn, attemptId, { quiet: held, denied: null })
      : command
    const decided = recoveryDecider.decide(asked, turn.state)
    turn.takes(decided)
    return this.#tried.take(decided, moment)
  }
}

function isGap(
  event: Recorded,
): event is Recorded<Extract<ReceivingEvent, { type: 'core.ReceivingResumed' }>> {
  return event.type === 'core.ReceivingResumed'
}

/** When something may be decided otherwise, though nothing happens meanwhile. */
function nextChange(
  { now, gaps, candidates, rows }: World,
  { settle }: Pick<RecoveryConfig, 'settle'>,
  endings: readonly number[],
): number {
  const triedMs = new Map<string, number>()
  for (const { kind, subject_id: id, state } of rows.values()) {
    const thing = `${kind} ${id}`
    triedMs.set(thing, Math.max(triedMs.get(thing) ?? 0, state.lastMs ?? 0, ...state.triedMs))
  }
  const settledMs = gaps.map(({ to }) => to.getTime() + settle * 1_000)
  const dueMs = candidates.flatMap(({ policy, kind, subject: { id, since } }) => [
    since === null ? 0 : timeAfter(since, policy.after * 1_000, gaps).getTime(),
    (triedMs.get(`${kind} ${id}`) ?? 0) + policy.cooldown * 1_000,
  ])
  return [...settledMs, ...dueMs, ...endings].reduce(
    (next, ms) => (ms > now.getTime() ? Math.min(next, ms) : next),
    Infinity,
  )
}
