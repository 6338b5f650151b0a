import type { Caller } from '../../http/route.ts'
import { inTurns } from '../../timing/in-turns.ts'
import type { GuardSubject, GuardView } from '../guard-view.ts'
import { blocks } from '../levels.ts'
import { reportOf, type Span, type SubjectReport } from './report.ts'
import { isSeen, seenBy } from './shown-guards.ts'
import { subjectPages } from './subject-pages.ts'

/** Most changes of one subject that are counted. */
const mostTransitions = 1_000
const readsAtOnce = 16

/** Who asks for which time. */
export interface ReportAsked {
  readonly span: Span
  readonly caller: Caller
  readonly signal: AbortSignal
}

/** Reports the subjects of a guard that changed or were blocked in a time, the worst first; what rows tell of nothing is read for nothing. */
export async function reportSubjects(
  view: Pick<GuardView, 'subjects' | 'transitions'>,
  { span, caller, signal }: ReportAsked,
): Promise<readonly SubjectReport[]> {
  const reports: SubjectReport[] = []
  const wanted = { ...seenBy(caller), forgotten: 'shown' } as const
  for await (const subjects of subjectPages(view, wanted)) {
    signal.throwIfAborted()
    const changed = subjects.filter(one => isSeen(caller, one) && mayTell(one, span))
    await inTurns(changed, { atOnce: readsAtOnce, signal }, async one => {
      const transitions = await view.transitions(one.id, mostTransitions, span.from)
      reports.push(reportOf(one, transitions, { ...span, most: mostTransitions }))
    })
  }
  signal.throwIfAborted()
  return reports.filter(({ changes, denials }) => changes + denials.length > 0).sort(worstFirst)
}

/** Tells whether anything of a time can be told of a subject, by its last change. */
function mayTell({ since, held, forgottenAt }: GuardSubject, { from }: Span): boolean {
  return blocks(held) || [since, forgottenAt].some(at => at && at >= from)
}

function worstFirst(a: SubjectReport, b: SubjectReport): number {
  return (
    b.deniedSeconds - a.deniedSeconds ||
    b.changes - a.changes ||
    (a.subject.id < b.subject.id ? -1 : 1)
  )
}
