import type { LogName } from '../sealing/seal-scope.ts'
import type { TreeHead } from '../transparency/checkpoint.ts'
import type { Finding } from './findings.ts'
import { forksAmong, type JudgedCheckpoint } from './held.ts'
import type { HeadVerdict } from './log-cursor.ts'
import type { VerifiedLedger, VerifiedLog } from './verify-log.ts'

/** What is wrong of a log as a whole, by its code. */
export const logProblems = {
  forked:
    'a checkpoint that is held has another root than the log has at that size: the log was rewritten',
  forked_checkpoints: 'two checkpoints of one size have two roots: the log was forked',
  rolled_back:
    'the log is shorter than a checkpoint that is held: an older one was put in its place',
  untrusted: 'a checkpoint is not signed by a key that is trusted',
  rewritten: 'its tiles do not give the root of its own checkpoint: they were changed',
  broken: 'tiles of it were taken away',
  unsealed: 'it has no checkpoint',
} as const
export type LogProblem = keyof typeof logProblems

/** What was found of one log, its checkpoints included. */
export interface LogReport {
  readonly name: LogName
  readonly origin: string
  /** Of which checkpoint the coverage is: one that was held, or the log's own, which whoever can change the ledger may have made. */
  readonly coveredBy: 'held' | 'own' | 'nothing'
  readonly size: number
  readonly counts: VerifiedLog['counts']
  readonly ranges: VerifiedLog['ranges']
  readonly checkpoints: readonly ReportedCheckpoint[]
  readonly problems: readonly LogProblem[]
}

/** A checkpoint, and how the log stands to it. */
export interface ReportedCheckpoint extends TreeHead {
  readonly source: JudgedCheckpoint['source']
  readonly verdict: HeadVerdict | 'untrusted'
  readonly signedBy: readonly string[]
  readonly witnessedBy: readonly string[]
}

/** What a verification came to. */
export interface AuditReport extends Pick<
  VerifiedLedger,
  'events' | 'notCovered' | 'unsealed' | 'findingCount'
> {
  readonly clean: boolean
  readonly logs: readonly LogReport[]
  readonly findings: readonly Finding[]
  /** What could not be read. */
  readonly unreadable: readonly string[]
}

/** A log with its checkpoints, before it is verified. */
export interface JudgedLog {
  readonly name: LogName
  readonly origin: string
  /** So many entries the log has. */
  readonly available: number
  readonly checkpoints: readonly JudgedCheckpoint[]
}

/** How much of a log is covered: up to the longest checkpoint that is trusted and held, or else its own. */
export function coverageOf({ checkpoints, available }: JudgedLog): {
  readonly coveredBy: LogReport['coveredBy']
  readonly size: number
  readonly heads: readonly TreeHead[]
} {
  const trusted = (source: JudgedCheckpoint['source']): readonly TreeHead[] =>
    checkpoints.flatMap(one => (one.source === source && one.trusted ? [one.trusted] : []))
  const [held, own] = [trusted('held'), trusted('own')]
  const coveredBy = held.length > 0 ? 'held' : own.length > 0 ? 'own' : 'nothing'
  const longest = Math.max(0, ...(coveredBy === 'held' ? held : own).map(({ size }) => size))
  const size = Math.min(longest, available)
  // The own one of a log that has grown beyond what is covered is another matter.
  return { coveredBy, size, heads: [...held, ...own].filter(head => head.size <= size) }
}

/** Puts together what was found. */
export function reportOf(
  verified: VerifiedLedger,
  judged: readonly JudgedLog[],
  unreadable: readonly string[],
): AuditReport {
  const logs = judged.map(log => {
    const found = verified.logs.find(one => one.name === log.name)
    return logReport(log, found)
  })
  const { events, notCovered, unsealed, findings, findingCount } = verified
  const clean =
    findingCount === 0 && unreadable.length === 0 && logs.every(log => log.problems.length === 0)
  return { clean, logs, events, notCovered, unsealed, findings, findingCount, unreadable }
}

function logReport(log: JudgedLog, found: VerifiedLog | undefined): LogReport {
  const { name, origin } = log
  const { coveredBy, size } = coverageOf(log)
  const checkpoints = log.checkpoints.map(one => reported(one, log, found))
  const none = { intact: 0, altered: 0, missing: 0, reordered: 0, inserted: 0, expired: 0 }
  return {
    ...{ name, origin, coveredBy, size, checkpoints },
    counts: found?.counts ?? none,
    ranges: found?.ranges ?? [],
    problems: problemsOf(log, checkpoints, found),
  }
}

function reported(
  { checkpoint, source, trusted }: JudgedCheckpoint,
  { available }: JudgedLog,
  found: VerifiedLog | undefined,
): ReportedCheckpoint {
  const { origin, size, root } = checkpoint
  const judged = found?.heads.find(({ head }) => head === trusted)?.verdict
  const beyond = size > available ? 'shorter' : 'consistent'
  return {
    ...{ origin, size, root, source },
    verdict: trusted ? (judged ?? beyond) : 'untrusted',
    signedBy: (trusted?.signedBy ?? []).map(({ vkey }) => vkey),
    witnessedBy: (trusted?.witnessedBy ?? []).map(({ key }) => key.vkey),
  }
}

function problemsOf(
  { name, checkpoints: judged }: JudgedLog,
  checkpoints: readonly ReportedCheckpoint[],
  found: VerifiedLog | undefined,
): readonly LogProblem[] {
  const has = (
    source: JudgedCheckpoint['source'],
    verdict: ReportedCheckpoint['verdict'],
  ): boolean => checkpoints.some(one => one.source === source && one.verdict === verdict)
  const isSet: Readonly<Record<LogProblem, boolean>> = {
    forked: has('held', 'forked'),
    forked_checkpoints: forksAmong(judged).length > 0,
    rolled_back: has('held', 'shorter'),
    untrusted: checkpoints.some(one => one.verdict === 'untrusted'),
    rewritten: has('own', 'forked'),
    broken: found?.state === 'broken',
    // What is sealed is itself a decision; of observations there may have been none yet.
    unsealed: judged.length === 0 && name === 'decisions',
  }
  return Object.entries(isSet).flatMap(([problem, set]) =>
    set && isProblem(problem) ? [problem] : [],
  )
}

function isProblem(text: string): text is LogProblem {
  return Object.hasOwn(logProblems, text)
}
