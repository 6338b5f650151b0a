import type { Wait } from '../events/wait-events.ts'
import { isDecidable, standingOf, type PointStanding } from '../approving/standing.ts'
import { isAhead, type ApprovalPoint } from '../approving/approval-point.ts'
import { isOpen, type Run } from '../run.ts'

/** What waits are told by. */
export interface WaitRules {
  /** Now, as ISO 8601. */
  readonly at: string
  /** How long before its end something is told of, in seconds. */
  readonly tellBeforeEnd: number
  readonly roles: Readonly<Record<string, readonly string[]>>
}

/** What of a run waits for a person. */
export function waitsOf(run: Run, rules: WaitRules): readonly Wait[] {
  if (!isOpen(run)) return []
  return [...approvalsOf(run, rules), ...bypassesOf(run, rules), ...usesOf(run, rules)]
}

function approvalsOf(run: Run, rules: WaitRules): readonly Wait[] {
  return run.points.flatMap((point): readonly Wait[] => {
    const standing = standingOf(point, run, { at: rules.at, actor: null })
    const { step, round, required } = point
    const people = (point.role === null ? undefined : rules.roles[point.role]) ?? []
    const common = { ...aboutOf(run), step, people: people.slice(0, 20), required }
    const given = standing.counted.length
    if (standing.status === 'pending' && isDecidable(run, step, rules.at))
      return [{ ...common, what: 'approval', mark: String(round), given, endsAt: null }]
    const endsAt = endOf(point, standing)
    if (endsAt === null || !isAhead(run, step) || !isSoon(endsAt, rules)) return []
    return [{ ...common, what: 'approval_expiring', mark: endsAt, given, endsAt }]
  })
}

/** When approvals that are needed begin to be missing; null: never, or they are missing now. */
function endOf({ required }: ApprovalPoint, { status, counted }: PointStanding): string | null {
  if (status !== 'approved') return null
  const ends = counted.map(({ expiresAt }) => expiresAt ?? '').toSorted(lastFirst)
  return ends[required - 1] || null
}

// What never ends is the last to end.
function lastFirst(a: string, b: string): number {
  if (a === b) return 0
  if (a === '' || b === '') return a === '' ? -1 : 1
  return a < b ? 1 : -1
}

function bypassesOf(run: Run, rules: WaitRules): readonly Wait[] {
  const soon = run.bypasses.filter(
    ({ step, expiresAt }) => isAhead(run, step) && isSoon(expiresAt, rules),
  )
  return lastOfEach(soon).map(({ step, expiresAt: endsAt }) => ({
    ...aboutOf(run),
    ...{ what: 'bypass_expiring', step, mark: endsAt, endsAt },
    ...{ people: ownersOf(run, rules), required: 0, given: 0 },
  }))
}

function usesOf(run: Run, rules: WaitRules): readonly Wait[] {
  const used = run.decisions.filter(({ effect }) => effect === 'bypassed')
  return lastOfEach(used).map(({ step, decidedAt }) => ({
    ...aboutOf(run),
    ...{ what: 'bypass_used', step, mark: decidedAt, endsAt: null },
    ...{ people: ownersOf(run, rules), required: 0, given: 0 },
  }))
}

// One of a step is told of: the last.
function lastOfEach<T extends { readonly step: string }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map(one => [one.step, one])).values()]
}

function aboutOf({ runId, boardId, runName, iterationNumber }: Run) {
  return { ofRun: runId, boardId, runName, iterationNumber }
}

/** Whose run it is: who holds the role of an owner, or else who created it, if that is a person. */
function ownersOf({ createdBy }: Run, { roles }: WaitRules): readonly string[] {
  const owners = roles['owner'] ?? (createdBy.startsWith('person:') ? [createdBy] : [])
  return owners.slice(0, 20)
}

function isSoon(endsAt: string, { at, tellBeforeEnd }: WaitRules): boolean {
  const leftMs = Date.parse(endsAt) - Date.parse(at)
  return leftMs > 0 && leftMs <= tellBeforeEnd * 1_000
}
