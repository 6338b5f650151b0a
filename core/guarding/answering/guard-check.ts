import {
  fields,
  list,
  members,
  number,
  type Of,
  oneOf,
  orNull,
  otherwise,
  readPages,
  text,
} from '../../cli/answer.ts'
import { defineCheck, type Found, type Perf } from '../../cli/check.ts'
import type { CliCommand } from '../../cli/command.ts'
import type { Unit } from '../measure.ts'
import { units } from '../measure.ts'
import { severities } from '../levels.ts'
import { nameOf } from '../subject.ts'
import { checkLevels } from './check-levels.ts'

interface CheckedGuard {
  readonly name: string
  readonly summary: string
  /** The machine that is asked about unless another is named; null: all. */
  readonly machine: string | null
}

/** The command `decklog check <name>` of a guard. */
export function createGuardCheck({ name, summary, machine }: CheckedGuard): CliCommand {
  return defineCheck({
    subject: name,
    says: `how it stands: ${summary.replace(/\.$/, '')}`,
    options: [
      { syntax: '--subject <name>', summary: 'only this one' },
      { syntax: '--host <name>', summary: machine ? 'those of another machine' : 'of one machine' },
      { syntax: '--board-id <id>', summary: 'only those of this board' },
    ],
    nothing: { subjects: [] },
    async look({ api, options }) {
      const { host = machine, subject, boardId } = options
      const asked = {
        ...(typeof host === 'string' ? { host } : {}),
        ...(typeof subject === 'string' ? { subject } : {}),
        ...(typeof boardId === 'string' ? { board_id: boardId } : {}),
      }
      const path = `/api/v1/guards/${name}`
      const found = await readPages(api, path, {
        told: answer,
        itemsOf: page => page.subjects,
        asked,
      })
      const there = subject === undefined ? found.filter(({ state }) => state !== 'gone') : found
      return judge(there, 'host' in asked ? 'of one host' : 'of all hosts')
    },
  })
}

const bound = otherwise(orNull(fields({ enter: number })), null)
const measure = fields({
  name: text,
  unit: oneOf(...units),
  limits: orNull(fields({ side: oneOf('below', 'above'), warning: bound, critical: bound })),
})
const checked = fields({
  subject: text,
  host: orNull(text),
  board_id: orNull(text),
  level: oneOf(...severities),
  state: text,
  text,
  values: members,
  measures: list(measure),
})
const answer = fields({ subjects: list(checked), next: orNull(text) })
type Checked = Of<typeof checked>

const mostTold = 10
const mostFigures = 200

/** Finds the worst and says all that are not well; none at all is unknown. */
function judge(subjects: readonly Checked[], hosts: Hosts): Found {
  const more = { subjects }
  const calls = callsOf(subjects, hosts)
  const found = checkLevels(
    subjects.map(one => ({
      severity: one.level,
      says: `${calls(one)} is ${one.level}: ${one.text}`,
    })),
    mostTold,
  )
  if (!found) return { status: 'unknown', summary: 'it knows no such subject', more }
  const perf = subjects.flatMap(one => perfOf(one, calls(one))).slice(0, mostFigures)
  return { ...found, perf, more }
}

const unitsOf: Partial<Readonly<Record<Unit, Perf['unit']>>> = {
  percent: '%',
  bytes: 'B',
  seconds: 's',
}

type Hosts = 'of one host' | 'of all hosts'

/** What each subject is called, so that no two are called the same: by its host where those of all are told, and by its board where that is not enough. */
function callsOf(subjects: readonly Checked[], hosts: Hosts): (one: Checked) => string {
  const call = (one: Checked): string => (hosts === 'of one host' ? one.subject : nameOf(one))
  const boards = new Map<string, Set<string | null>>()
  for (const one of subjects) {
    const of = boards.get(call(one)) ?? new Set()
    boards.set(call(one), of.add(one.board_id))
  }
  return one => {
    const isShared = (boards.get(call(one))?.size ?? 0) > 1
    return isShared && one.board_id !== null ? `${call(one)} of board ${one.board_id}` : call(one)
  }
}

function perfOf({ measures, values }: Checked, subject: string): readonly Perf[] {
  return measures.flatMap(({ name, unit, limits }) => {
    const value = values[name]
    if (typeof value !== 'number') return []
    const label = name === subject ? name : `${subject} ${name}`
    const end = limits?.side === 'below' ? ':' : ''
    const range = (limit: { readonly enter: number } | null | undefined): string | undefined =>
      limit ? `${limit.enter}${end}` : undefined
    return [
      {
        ...{ label, value, unit: unitsOf[unit] },
        ...{ warning: range(limits?.warning), critical: range(limits?.critical) },
      },
    ]
  })
}
