import type { Recorded } from '../../../../core/event.ts'
import { digestOf } from '../../../../core/digest.ts'
import type { ApprovalGiven, ApprovalRequested, RunEvent } from '../../../../plugins/gsd/events.ts'
import { type Step, steps } from '../../../../plugins/gsd/stage.ts'

type Of<T extends RunEvent['type']> = Recorded<Extract<RunEvent, { type: T }>>

/**
 * Reads a history on its own, without the folds of the plugin, and tells where a run went past an approval that was missing,
 * expired, void or rejected, where evidence no longer stood without having been withdrawn, and where the last event is wrong.
 */
export function findFaults(events: readonly Recorded<RunEvent>[]): readonly string[] {
  return events.flatMap((event, index) => {
    const before = events.slice(0, index)
    if (event.type === 'gsd.StageEntered') {
      const [from, to] = [steps.indexOf(event.data.from), steps.indexOf(event.data.to)]
      const passed = to > from ? steps.slice(from + 1, to + 1) : [event.data.to]
      return passed.flatMap(step => faultOf(step, before, event))
    }
    if (event.type !== 'gsd.RunCompleted') return []
    const passed = steps.slice(steps.indexOf(event.data.stage) + 1)
    const stale =
      event.data.subjectDigest === subjectOf(before) ? [] : ['completed on another subject']
    return [...stale, ...passed.flatMap(step => faultOf(step, before, event))]
  })
}

function faultOf(
  step: Step,
  before: readonly Recorded<RunEvent>[],
  at: Recorded<RunEvent>,
): readonly string[] {
  const about = before.filter(({ data }) => 'step' in data && data.step === step)
  const waived = about.findLastIndex(({ type }) => type === 'gsd.ApprovalWaived')
  const asked = about.findLastIndex(({ type }) => type === 'gsd.ApprovalRequested')
  if (asked < 0 || waived > asked) return []
  const [request, ...decisions] = about.slice(asked) as [
    Recorded<ApprovalRequested>,
    ...Recorded<RunEvent>[],
  ]
  if (decisions.some(({ type }) => type === 'gsd.ApprovalRejected')) return [`${step} was rejected`]
  const good = decisions.filter(
    (event): event is Recorded<ApprovalGiven> =>
      event.type === 'gsd.ApprovalGiven' && isGood(event, request, { before, at }),
  )
  const people = new Set(good.map(({ metadata }) => metadata['actor']))
  if (people.size >= request.data.required) return []
  return [`${step} has ${people.size} approvals of ${request.data.required}`]
}

function isGood(
  approval: Recorded<ApprovalGiven>,
  { data: { secondPerson } }: Recorded<ApprovalRequested>,
  {
    before,
    at,
  }: { readonly before: readonly Recorded<RunEvent>[]; readonly at: Recorded<RunEvent> },
): boolean {
  const { expiresAt, subjectDigest } = approval.data
  if (expiresAt !== null && new Date(expiresAt) <= at.receivedAt) return false
  const since = before.filter(({ revision }) => revision >= approval.revision)
  if (since.some(event => subjectUpTo(before, event) !== subjectDigest)) return false
  const advanced = [...before, at].filter(({ type }) =>
    ['gsd.RunStarted', 'gsd.StageEntered', 'gsd.RunCompleted'].includes(type),
  )
  const own = advanced.some(({ metadata }) => metadata['actor'] === approval.metadata['actor'])
  return secondPerson === 'not_required' || !own
}

function subjectUpTo(events: readonly Recorded<RunEvent>[], last: Recorded<RunEvent>): string {
  return subjectOf(events.filter(({ revision }) => revision <= last.revision))
}

// Everything ever attached, less what was withdrawn by name.
function subjectOf(events: readonly Recorded<RunEvent>[]): string {
  const named = events.findLast(
    (event): event is Of<'gsd.ReleaseNamed'> => event.type === 'gsd.ReleaseNamed',
  )
  const withdrawn = new Set(
    events.flatMap(event =>
      event.type === 'gsd.EvidenceWithdrawn' ? [event.data.evidenceId] : [],
    ),
  )
  const standing = events.flatMap(event =>
    event.type === 'gsd.EvidenceAttached' && !withdrawn.has(event.data.evidenceId)
      ? [event.data.digest]
      : [],
  )
  return digestOf({ release_id: named?.data.releaseId ?? null, evidence: standing.toSorted() })
}
