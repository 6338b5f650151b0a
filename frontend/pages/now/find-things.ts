import { levelOf, levelOfHealth } from '../../words/levels.ts'
import { nameOf } from '../../words/subjects.ts'
import { countOf } from '../../words/values.ts'
import { aboutOf, levelOfRecovery } from '../recoveries/describe-recovery.ts'
import {
  levelOfTarget,
  sinceOfTarget,
  todoOfTarget,
  whyOfTarget,
  wordsOfTarget,
} from '../targets/describe-target.ts'
import { type Finding, withoutHead } from './finding.ts'
import type { OwnPart } from './own.ts'
import type { Disk, Gate, Recovery, Target, Verification, WatchedGuard } from './sources.ts'

/** Disks that are not well. */
export function findDisks(disks: readonly Disk[]): readonly Finding[] {
  return disks
    .filter(({ severity, state }) => severity !== 'ok' && state !== 'gone')
    .map(disk => ({ disk, what: `${disk.mount} of ${disk.host} is ${disk.severity}` }))
    .map(({ disk, what }) => ({
      key: `disk ${disk.id}`,
      level: levelOf(disk.severity),
      what,
      why: withoutHead(disk.summary, what),
      since: disk.severity_since,
      todo: disk.actions[0]?.title ?? null,
      at: [`/disks/${disk.id}`],
      causes: [`disk ${disk.host} ${disk.mount}`],
    }))
}

/** Subjects of guards that are not well. */
export function findSubjects(guards: readonly WatchedGuard[]): readonly Finding[] {
  return guards.flatMap(({ guard, ill }) =>
    ill.map((subject): Finding => {
      const about = subject.host === null ? subject.subject : `${subject.host} ${subject.subject}`
      return {
        key: `guard ${guard.name} ${subject.id}`,
        level: levelOf(subject.level),
        what: `${guard.title}: ${nameOf(subject)} is ${subject.level}`,
        why: subject.failure ?? subject.text,
        since: subject.since,
        todo: subject.actions[0]?.title ?? null,
        at: [`/guards/${encodeURIComponent(guard.name)}`, { open: subject.id }],
        causes: [`${guard.name} ${about}`],
      }
    }),
  )
}

/** Targets whose last verification failed. */
export function findVerifications(verifications: readonly Verification[]): readonly Finding[] {
  const last = new Map<string, Verification>()
  for (const one of verifications) if (!last.has(one.target)) last.set(one.target, one)
  return [...last.values()]
    .filter(({ verdict }) => verdict === 'failed')
    .map(one => {
      const failed = one.checks.filter(({ required, passed }) => required && !passed)
      return {
        key: `target ${one.target}`,
        level: 'critical',
        what: `The verification of ${one.target} failed`,
        why: failed.map(({ name, detail }) => `${name}: ${detail}`).join(' ') || whyUnhealthy(one),
        since: one.finished_at,
        todo:
          one.rollback === null
            ? 'Mend it and verify again, or roll back.'
            : 'See how the rollback ended.',
        at: [`/rollouts/${one.id}`],
        causes: [`verification ${one.target}`],
      }
    })
}

function whyUnhealthy({ health_gate: gate }: Verification): string {
  return gate?.status === 'failed' ? `Its health gate: ${gate.status_reason}` : 'It did not pass.'
}

/** Targets that run something else than was approved, or of which nobody knows what runs. */
export function findTargets(targets: readonly Target[]): readonly Finding[] {
  return targets
    .filter(({ condition }) => condition === 'drifted' || condition === 'unreachable')
    .map(target => ({
      key: `runs ${target.id}`,
      level: levelOfTarget(target),
      what: `${target.id} ${wordsOfTarget(target)}`,
      why: whyOfTarget(target) ?? 'Nothing more is known.',
      since: sinceOfTarget(target),
      todo: todoOfTarget(target),
      at: ['/targets', { open: target.id }],
      causes: [`drift ${target.id}`, `unreachable ${target.id}`],
    }))
}

/** Recoveries that wait for somebody: what is suggested, and what was given up. */
export function findRecoveries(recoveries: readonly Recovery[]): readonly Finding[] {
  return recoveries
    .filter(({ standing }) => standing === 'suggested' || standing === 'escalated')
    .map(one => ({
      key: `recovery ${one.id}`,
      level: levelOfRecovery(one),
      what: `${one.policy} ${one.standing === 'escalated' ? 'has given up' : 'waits for approval to heal'} ${aboutOf(one)}`,
      why: whyOfRecovery(one),
      since: one.changed_at,
      todo:
        one.standing === 'escalated'
          ? 'Mend what is wrong; then have it try again.'
          : 'Look at what it would do, and approve it.',
      at: ['/recoveries', { open: one.id }],
      causes: [causeOfRecovery(one)],
    }))
}

function whyOfRecovery({ standing, action, why }: Recovery): string {
  const does = action?.says === undefined ? [] : [`It would do: ${action.says}`]
  const said = [...(why === null ? [] : [why]), ...(standing === 'suggested' ? does : [])]
  return said.join(' ') || 'Nothing more is known.'
}

// As its alarm is called.
function causeOfRecovery({ policy, kind, host, board_id: board, subject }: Recovery): string {
  const where = host ?? board
  return ['recovery', policy, kind, ...(where === null ? [] : [where]), subject].join(' ')
}

/** Gates that somebody has softened. */
export function findGates(gates: readonly Gate[]): readonly Finding[] {
  return gates
    .filter(({ mode, mode_by: by }) => mode !== 'deny' && by !== null)
    .map(gate => ({
      key: `gate ${gate.name}`,
      level: 'warning',
      what: `Gate ${gate.name} ${gate.mode === 'watch' ? 'only watches' : 'only warns'}`,
      why: `${gate.mode_by ?? 'Somebody'} said: ${gate.mode_reason ?? 'nothing'}`,
      since: gate.mode_since,
      todo: 'Let it deny again when the reason is gone.',
      at: ['/guards', { gate: gate.name }],
      causes: [],
    }))
}

/** Parts of Decklog itself that are not well, in one finding for each level. */
export function findOwn(parts: readonly OwnPart[]): readonly Finding[] {
  return ['failing', 'degraded'].flatMap(state => {
    const ill = parts.filter(part => part.state === state)
    if (ill.length === 0) return []
    return [
      {
        key: `decklog ${state}`,
        level: levelOfHealth(state),
        what: `Decklog itself: ${countOf(ill.length, 'part')} ${ill.length === 1 ? 'is' : 'are'} ${state}`,
        why: ill
          .map(({ name, reason }) => (reason === null ? name : `${name}: ${reason}`))
          .join(' · '),
        since: null,
        todo: 'See what it says of itself.',
        at: ['/system'],
        causes: [],
      } satisfies Finding,
    ]
  })
}
