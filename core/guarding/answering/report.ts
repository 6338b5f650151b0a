import type { GuardSubject, GuardTransition } from '../guard-view.ts'
import { blocks } from '../levels.ts'

/** The time that a report is about. */
export interface Span {
  readonly from: Date
  readonly to: Date
}

/** When a gate would have denied because of a subject. */
export interface Denial {
  readonly from: Date
  /** Null: it still would. */
  readonly to: Date | null
  readonly text: string
}

/** What a guard would have done because of one subject. */
export interface SubjectReport {
  readonly subject: Pick<GuardSubject, 'id' | 'host' | 'boardId' | 'subject'>
  readonly denials: readonly Denial[]
  readonly deniedSeconds: number
  /** How often it would have begun to warn, without a deny. */
  readonly warnings: number
  /** How often its answer would have changed. */
  readonly changes: number
  /** From when on this is told, where there are more changes than were read; null: all of the time. */
  readonly countedFrom: Date | null
}

type Answer = 'allow' | 'warn' | 'deny'
type Reported = SubjectReport['subject'] & Pick<GuardSubject, 'forgottenAt'>

/** Tells what a gate would have answered because of one subject, from the changes that were recorded of it, newest first. */
export function reportOf(
  { id, host, boardId, subject, forgottenAt }: Reported,
  transitions: readonly GuardTransition[],
  { from, to, most = Infinity }: Span & { readonly most?: number },
): SubjectReport {
  const oldest = transitions.at(-1)
  const isCut = oldest !== undefined && transitions.length >= most && oldest.at >= from
  const told = turnsOf(transitions, forgottenAt).filter(({ at }) => at < to)
  let answer: Answer = 'allow'
  let open: { readonly from: Date; readonly text: string } | undefined
  const denials: Denial[] = []
  let [warnings, changes] = [0, 0]
  for (const change of told) {
    const { answer: next } = change
    const isInSpan = change.at >= from
    if (next !== answer && isInSpan) {
      changes += 1
      if (next === 'warn' && answer === 'allow') warnings += 1
    }
    if (next === 'deny' && answer !== 'deny') open = { from: change.at, text: change.text }
    if (next !== 'deny' && open) {
      if (isInSpan) denials.push({ ...open, to: change.at })
      open = undefined
    }
    answer = next
  }
  if (open) denials.push({ ...open, to: null })
  const deniedMs = denials.reduce((sum, one) => sum + lengthOf(one, { from, to }), 0)
  return {
    subject: { id, host, boardId, subject },
    ...{ denials, deniedSeconds: Math.round(deniedMs / 1000), warnings, changes },
    countedFrom: isCut ? oldest.at : null,
  }
}

interface Turn {
  readonly at: Date
  readonly answer: Answer
  readonly text: string
}

/** What a gate would have answered from when on, the oldest first. What is forgotten blocks nothing from then on. */
function turnsOf(
  transitions: readonly GuardTransition[],
  forgottenAt: Date | null | undefined,
): readonly Turn[] {
  const turns = transitions
    .map(one => ({ at: one.at, answer: answerAfter(one), text: one.text }))
    .toReversed()
  if (!forgottenAt) return turns
  const forgotten: Turn = { at: forgottenAt, answer: 'allow', text: '' }
  return [...turns, forgotten].sort((a, b) => a.at.getTime() - b.at.getTime())
}

function answerAfter({ to, held }: GuardTransition): Answer {
  if (blocks(held)) return 'deny'
  return to === 'ok' ? 'allow' : 'warn'
}

function lengthOf(denial: Denial, { from, to }: Span): number {
  const begun = Math.max(denial.from.getTime(), from.getTime())
  return Math.max(0, (denial.to ?? to).getTime() - begun)
}
