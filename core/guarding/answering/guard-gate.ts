import Joi from 'joi'
import type { Gate, GateFinding, GateReason } from '../../gate.ts'
import type { Host } from '../../host.ts'
import { uuid } from '../../validation/fields.ts'
import type { GuardParts } from '../guard.ts'
import type { GuardSubject, GuardView } from '../guard-view.ts'
import { blocks, type Level, type Severity } from '../levels.ts'
import { most } from '../guard-data.ts'
import { isSeen } from './shown-guards.ts'
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
    question: Joi.object({
      subject: Joi.string().max(most.subject).description('One subject; all by default.'),
      host: Joi.string()
        .max(most.host)
        .description(
          about === 'machine'
            ? 'Its machine; this one by default.'
            : 'Its machine; all by default.',
        ),
      board_id: uuid().description('Subjects of this board alone.'),
    }),
    async answer({ subject, host: named, board_id: boardId }, _signal, asker) {
      const machine = named ?? (about === 'machine' ? host.machine.name : undefined)
      const { subjects: all, position } = await view.subjects({
        ...(machine === undefined ? {} : { host: machine }),
        ...(subject === undefined ? {} : { subject }),
        ...(boardId === undefined ? {} : { boardId }),
      })
      const subjects = all.filter(one => !asker || isSeen(asker, one))
      // What is named is asked about however long it has been gone.
      const there = subject === undefined ? subjects.filter(one => one.state !== 'gone') : subjects
      return there.length === 0 ? unknown(guard, position) : found(guard, there, position)
    },
  }
}

/** Unknown is not yes. */
function unknown({ name }: GatedGuard, position: bigint): GateFinding {
  const text = `The guard ${name} knows no such subject.`
  const reason = { decision: 'deny', code: `${name}_not_known`, text, eventIds: [] } as const
  return { reasons: [reason], position }
}

function found(
  guard: GatedGuard,
  subjects: readonly GuardSubject[],
  position: bigint,
): GateFinding {
  const reasons = subjects
    .flatMap(subject => guard.reasons?.(subject) ?? [...reasonsOf(guard.name, subject)])
    .sort((a, b) => rank(a) - rank(b))
  const told = reasons.slice(0, mostReasons)
  const rest = reasons.length - told.length
  if (rest === 0) return { reasons: told, position }
  const decision = reasons[mostReasons]?.decision ?? 'deny'
  const text = `There are ${rest} more reasons.`
  const more: GateReason = { decision, code: `${guard.name}_more`, text, eventIds: [] }
  return { reasons: [...told, more], position }
}

function rank({ decision }: GateReason): number {
  return decision === 'deny' ? 0 : 1
}

function* reasonsOf(name: string, subject: GuardSubject): Generator<GateReason> {
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
