import { worstOf, type Level } from '../../words/levels.ts'
import { findAgents } from './find-agents.ts'
import { findRuns } from './find-runs.ts'
import {
  findDisks,
  findGates,
  findOwn,
  findRecoveries,
  findSubjects,
  findTargets,
  findVerifications,
} from './find-things.ts'
import { findAlarms, inOrder, type Finding } from './finding.ts'
import type { Known } from './sources.ts'

/** How all stands. */
export interface Look {
  readonly findings: readonly Finding[]
  readonly worst: Level
  /** Whether all of it has been read: until then nobody can say that all is well. */
  readonly extent: 'whole' | 'part'
  /** Since when all is well, when it is; null when nothing was ever wrong. */
  readonly wellSince: string | null
}

/** Looks through all that is known for what is not well. */
export function lookAt(known: Known, now: number): Look {
  const things = [
    ...findDisks(known.disks ?? []),
    ...findSubjects(known.guards ?? []),
    ...findAgents(known.boards ?? []),
    ...findRuns(known.runs ?? [], now),
    ...findVerifications(known.verifications ?? []),
    ...findTargets(known.targets ?? []),
    ...findRecoveries(known.recoveries ?? []),
    ...findGates(known.gates ?? []),
    ...findOwn(known.own?.parts ?? []),
  ]
  const findings = inOrder([...things, ...findAlarms(known.alarms ?? [], things)])
  const isWhole = Object.values(known).every(part => part !== undefined)
  return {
    findings,
    worst: worstOf(findings.map(({ level }) => level)),
    extent: isWhole ? 'whole' : 'part',
    wellSince: known.clearedAt ?? null,
  }
}
