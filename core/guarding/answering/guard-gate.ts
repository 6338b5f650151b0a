import Joi, { type ObjectSchema } from 'joi'
import type { Gate, GateReason } from '../../gate.ts'
import type { Host } from '../../host.ts'
import type { JudgedFacts, JudgingGate } from '../../auditing/redeciding/redecide-answer.ts'
import { uuid } from '../../validation/fields.ts'
import type { GuardParts } from '../guard.ts'
import type { GuardSubject, GuardView } from '../guard-view.ts'
import { blocks, type Level, type Severity } from '../levels.ts'
import { most } from '../guard-data.ts'
import { isSeen, seenBy } from './shown-guards.ts'
import { nameOf } from '../subject.ts'

interface Question {
  readonly subject?: string
  readonly host?: string
  readonly board_id?: string
}

interface GatedGuard extends Pick<GuardParts, 'reasons'> {
  readonly name: string
  readonly summary: string
  readonly view: Pick<GuardView, 'subjects'>
  /** `machine`: it is asked about this machine unless the question names another. */
  readonly about: 'machine' | 'all'
}

/** So many reasons are given, the worst first; how many more there are is told. */
const mostReasons = 50

/** The gate of a guard: is what it watches well enough for the next step? */
export function createGuardGate(host: Pick<Host, 'machine'>, guard: GatedGuard): Gate<Question> {
  const { name, summary, view, about } = guard
  return {
    name,
    summary: `Is all well with this? ${summary} Denies at critical or emergency and for what nobody knows; warns at warning, unknown, or when that is foreseen.`,
    question: questionOf(about),
    async answer(question, _signal, asker) {
      const { subject, host: named, board_id: boardId } = question
      const machine = named ?? (about === 'machine' ? host.machine.name : undefined)
      const { subjects: all, position } = await view.subjects({
        ...(asker ? seenBy(asker) : {}),
        ...(machine === undefined ? {} : { host: machine }),
        ...(subject === undefined ? {} : { subject }),
        ...(boardId === undefined ? {} : { boardId }),
      })
      const subjects = all.filter(one => !asker || isSeen(asker, one))
      // What is named is asked about however long it has been gone.
      const there = subject === undefined ? subjects.filter(one => one.state !== 'gone') : subjects
      const facts = factsOf(guard, question, there)
      return { reasons: judgeSubjects(guard, facts), position, facts }
    },
  }
}

/** What an answer of a guard's gate rests on: the subjects that are not fine, and how many are. Times are ISO 8601. */
export interface GuardFacts extends JudgedFacts {
  readonly fine: number
  readonly subjects: readonly FactOfSubject[]
}

type FactOfSubject = Omit<GuardSubject, 'since' | 'readAt'> & {
  readonly since: string | null
  readonly readAt: string | null
}

type JudgedGuard = Pick<GatedGuard, 'name' | 'reasons' | 'about'>

/** How answers of a guard's gate follow from their facts. */
export function judgingGuard(guard: JudgedGuard): JudgingGate<GuardFacts, object> {
  const { name, about } = guard
  return { name, question: questionOf(about), judge: facts => judgeSubjects(guard, facts) }
}

function questionOf(about: GatedGuard['about']): ObjectSchema<Question> {
  return Joi.object({
    subject: Joi.string().max(most.subject).description('One subject; all by default.'),
    host: Joi.string()
      .max(most.host)
      .description(
        about === 'machine' ? 'Its machine; this one by default.' : 'Its machine; all by default.',
      ),
    board_id: uuid().description('Subjects of this board alone.'),
  })
}

function factsOf(
  guard: JudgedGuard,
  question: Question,
  subjects: readonly GuardSubject[],
): GuardFacts {
  const ill = subjects.filter(subject => reasonsOf(guard, subject).length > 0)
  const told = ill.map(subject => ({
    ...(guard.reasons ? subject : slim(subject)),
    since: subject.since && subject.since.toISOString(),
    readAt: subject.readAt && subject.readAt.toISOString(),
  }))
  return { question, fine: subjects.length - ill.length, subjects: told }
}

// Reasons of core look at neither of these; those of a guard may.
function slim({ actions: _actions, more: _more, ...subject }: GuardSubject): GuardSubject {
  return { ...subject, values: {} }
}

/** Why what a guard watches is not well enough, the worst first. Pure, as far as the reasons of the guard itself are. */
function judgeSubjects(guard: JudgedGuard, { subjects, fine }: GuardFacts): readonly GateReason[] {
  if (subjects.length + fine === 0) return [unknown(guard)]
  const reasons = subjects
    .map(timed)
    .flatMap(subject => reasonsOf(guard, subject))
    .sort((a, b) => rank(a) - rank(b))
  const told = reasons.slice(0, mostReasons)
  const rest = reasons.length - told.length
  if (rest === 0) return told
  const decision = reasons[mostReasons]?.decision ?? 'deny'
  const text = `There are ${rest} more reasons.`
  return [...told, { decision, code: `${guard.name}_more`, text, eventIds: [] }]
}

function timed({ since, readAt, ...subject }: FactOfSubject): GuardSubject {
  const read = (time: string | null): Date | null => (time === null ? null : new Date(time))
  return { ...subject, since: read(since), readAt: read(readAt) }
}

/** Unknown is not yes. */
function unknown({ name }: JudgedGuard): GateReason {
  const text = `The guard ${name} knows no such subject.`
  return { decision: 'deny', code: `${name}_not_known`, text, eventIds: [] }
}

function reasonsOf(guard: JudgedGuard, subject: GuardSubject): readonly GateReason[] {
  return guard.reasons?.(subject) ?? [...reasonsOfLevel(guard.name, subject)]
}

function rank({ decision }: GateReason): number {
  return decision === 'deny' ? 0 : 1
}

function* reasonsOfLevel(name: string, subject: GuardSubject): Generator<GateReason> {
  const { level, held, eventIds } = subject
  if (level !== 'ok') {
    const decision = blocks(held) ? 'deny' : 'warn'
    yield { decision, code: `${name}_${level}`, text: sentence(subject, level, held), eventIds }
  }
  const foreseen = Object.entries(subject.forecast).filter(([, { level: bad }]) => bad !== 'ok')
  // A forecast is as old as the reading it was made from: of what nobody can read it says nothing.
  if (level === 'unknown' || foreseen.length === 0) return
  const named = new Map(subject.measures.map(measure => [measure.name, measure.title]))
  const text = foreseen
    .map(([key, { reachesInSeconds }]) => {
      const hours = Math.round(reachesInSeconds / 360) / 10
      return `${nameOf(subject)}: ${named.get(key) ?? key} gets there in ${hours} h if it goes on like this.`
    })
    .join(' ')
  yield { decision: 'warn', code: `${name}_foreseen`, text, eventIds: eventIds.slice(-1) }
}

function sentence(subject: GuardSubject, level: Severity, held: Level): string {
  const named = nameOf(subject)
  if (level !== 'unknown') return `${named} is at ${level}: ${subject.text}`
  return blocks(held)
    ? `${named} cannot be read; it was at ${held} before. ${subject.text}`
    : `${named} cannot be read. ${subject.text}`
}
