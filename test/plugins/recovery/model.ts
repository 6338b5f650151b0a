import type { Recorded } from '../../../core/event.ts'
import type { Healable, Look } from '../../../core/healing/healable.ts'
import type { Policy } from '../../../plugins/recovery/policy.ts'
import type { RecoveryCommand } from '../../../plugins/recovery/deciding/commands.ts'
import { recoveryDecider } from '../../../plugins/recovery/deciding/recovery.ts'
import { evolve, type Recovery, untried } from '../../../plugins/recovery/deciding/state.ts'
import type { AttemptEvent } from '../../../plugins/recovery/events.ts'
import { judgeAll } from '../../../plugins/recovery/planning/judge-all.ts'
import { isAiling, isFor, planOf } from '../../../plugins/recovery/planning/matching.ts'
import { tryAll } from '../../../plugins/recovery/planning/try-all.ts'
import type { KnownRow, World } from '../../../plugins/recovery/planning/world.ts'
import { recoveryIdOf } from '../../../plugins/recovery/streams.ts'
import { silentLog } from '../../support/silent-log.ts'

/** A thing of the model: how it stands, and what it was when it was read last. */
interface Thing {
  readonly id: string
  state: 'ok' | 'critical'
  since: number
  readAt: number
  read: 'ok' | 'critical'
}

/** What a machine has begun and not told the end of. */
interface Running {
  readonly id: string
  readonly attemptId: string
}

/** Two processes and their machine, things that fail and heal by chance, and a clock that jumps: all in memory. */
export class Model {
  nowMs = Date.parse('2026-01-01T00:00:00.000Z')
  readonly things: Thing[]
  readonly states = new Map<string, Recovery>()
  running: Running[] = []
  /** Everything that was recorded, in its order. */
  readonly all: Recorded<AttemptEvent>[] = []
  readonly policies: readonly Policy[]
  readonly atOnce: number
  #ids = 0

  constructor(policies: readonly Policy[], things: number, atOnce: number) {
    this.policies = policies
    this.atOnce = atOnce
    this.things = Array.from({ length: things }, (_, n) => ({
      ...{ id: `thing${n}`, state: 'ok' as const, since: this.nowMs },
      ...{ readAt: this.nowMs, read: 'ok' as const },
    }))
  }

  newId = (): string => `00000000-0000-4000-8000-${String((this.#ids += 1)).padStart(12, '0')}`

  execute = async (command: RecoveryCommand): Promise<readonly AttemptEvent[]> => {
    const id = command.about.recoveryId
    let state = this.states.get(id) ?? untried
    const decided = recoveryDecider.decide(command, state)
    for (const event of decided) {
      const told = { ...event, id: this.newId(), receivedAt: new Date(this.nowMs), metadata: {} }
      const recorded = told as unknown as Recorded<AttemptEvent>
      state = evolve(state, recorded)
      this.all.push(recorded)
    }
    this.states.set(id, state)
    return decided
  }

  look(thing: Thing): Look {
    return {
      ...{ id: thing.id, subject: thing.id, host: 'here', boardId: null, state: thing.state },
      ...{ reason: null, since: new Date(thing.since), text: 'So it is.', eventIds: [] },
      ...{ alarm: null, above: null, showsWithinSeconds: 60 },
      readings: [{ eventId: this.newId(), at: new Date(thing.readAt), state: thing.read }],
    }
  }

  readonly healable: Healable = {
    ...{ kind: 'thing', summary: 'Things.', states: ['critical'] },
    ailing: async () =>
      this.things.filter(({ state }) => state !== 'ok').map(one => this.look(one)),
    look: async id => {
      const found = this.things.find(one => one.id === id)
      return found && this.look(found)
    },
  }

  world(): World {
    const candidates = this.things.flatMap(thing => {
      const subject = this.look(thing)
      return this.policies
        .filter(policy => isFor(policy, 'thing', subject) && isAiling(policy, subject))
        .map(policy => ({ policy, kind: 'thing', subject }))
    })
    const rows = new Map<string, KnownRow>()
    for (const { id } of this.things)
      for (const { name } of this.policies) {
        const recoveryId = recoveryIdOf(name, 'thing', id)
        const state = this.states.get(recoveryId)
        if (!state) continue
        rows.set(recoveryId, {
          ...{ recovery_id: recoveryId, policy: name, kind: 'thing', subject_id: id, subject: id },
          ...{ host: 'here', board_id: null, state },
        })
      }
    const now = new Date(this.nowMs)
    return { now, gaps: [], policies: this.policies, candidates, rows }
  }

  /** What the leader does at a look. */
  async heal(): Promise<void> {
    const config = { policies: this.policies, atOnce: this.atOnce, settle: 0, startWithin: 60 }
    const host = { config, healables: () => [this.healable], log: silentLog }
    await judgeAll(host as never, this.world(), this.execute)
    const trying = {
      ...{ config, execute: this.execute, newId: this.newId },
      hold: async () => ({ quiet: null, denied: null }),
    }
    await tryAll(this.world(), trying, new AbortController().signal)
  }

  /** A process of the machine takes up what is requested; another may have seen the same. */
  async takeUp(): Promise<void> {
    for (const row of this.world().rows.values()) {
      const { open } = row.state
      const policy = this.policies.find(({ name }) => name === row.policy)
      if (!open || !policy) continue
      const { recovery_id: recoveryId, kind, subject_id: subjectId, subject, host } = row
      const about = {
        recoveryId,
        policy: row.policy,
        kind,
        subjectId,
        subject,
        host,
        boardId: null,
      }
      const events = await this.execute({
        ...{ type: 'start', about, attemptId: open.attemptId, node: 'here' },
        digest: planOf(policy, row)?.action.digest ?? '',
        ...{ deadlineAt: new Date(this.nowMs + 60_000), now: new Date(this.nowMs) },
      })
      if (events.some(({ type }) => type === 'recovery.ActionStarted'))
        this.running.push({ id: recoveryId, attemptId: open.attemptId })
    }
  }

  /** An attempt that helps, whatever else there is. */
  async goesWell(): Promise<void> {
    await this.heal()
    await this.takeUp()
    await this.finish('something')
    this.nowMs += 1_000
    for (const one of this.things)
      Object.assign(one, { state: 'ok', read: 'ok', readAt: this.nowMs })
    await this.heal()
  }

  async finish(changed: 'something' | 'nothing' | 'unknown'): Promise<void> {
    const [first, ...rest] = this.running
    if (!first) return
    this.running = rest
    const row = this.world().rows.get(first.id)
    if (!row) return
    const { kind, subject_id: subjectId, subject, host, policy } = row
    const about = { recoveryId: first.id, policy, kind, subjectId, subject, host, boardId: null }
    await this.execute({
      ...{ type: 'finish', about, attemptId: first.attemptId, limits: { attempts: 3 } },
      ended: {
        ...{ outcome: 'succeeded', exitCode: 0, changed, freedBytes: null },
        ...{ durationMs: 1, output: '' },
      },
    })
  }
}
