import { levelOf, levelOfHealth } from '../../words/levels.ts'
import { nameOf } from '../../words/subjects.ts'
import { countOf } from '../../words/values.ts'
import { type Finding, withoutHead } from './finding.ts'
import type { OwnPart } from './own.ts'
import type { Disk, Gate, Verification, WatchedGuard } from './sources.ts'

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
