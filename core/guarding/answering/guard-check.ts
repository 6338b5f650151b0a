import {
  fields,
  list,
  members,
  number,
  type Of,
  oneOf,
  orNull,
  otherwise,
  readAnswer,
  text,
} from '../../cli/answer.ts'
import { type CheckStatus, defineCheck, type Found, type Perf } from '../../cli/check.ts'
import type { ApiClient, CliCommand } from '../../cli/command.ts'
import type { Unit } from '../measure.ts'
import { units } from '../measure.ts'
import { severities, type Severity } from '../levels.ts'
import { nameOf } from '../subject.ts'

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
      const query = new URLSearchParams({ limit: '200' })
      const { host = machine, subject, boardId } = options
      if (typeof host === 'string') query.set('host', host)
      if (typeof subject === 'string') query.set('subject', subject)
      if (typeof boardId === 'string') query.set('board_id', boardId)
      const found = await fetchSubjects(api, name, query)
      const there = subject === undefined ? found.filter(({ state }) => state !== 'gone') : found
      return judge(there, query.has('host') ? 'of one host' : 'of all hosts')
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

/** Reads all pages: the last may be the one that is not well. */
async function fetchSubjects(
  api: ApiClient,
  name: string,
  query: URLSearchParams,
): Promise<readonly Checked[]> {
  const found: Checked[] = []
  for (let after: string | null = ''; after !== null;) {
    if (after !== '') query.set('after', after)
    const page: Of<typeof answer> = readAnswer(
      await api.get(`/api/v1/guards/${name}?${query.toString()}`),
      answer,
    )
    found.push(...page.subjects)
    after = page.next
  }
  return found
}

// From best to worst: what nobody can read is worse than what is well, and what is full is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const
const mostTold = 10
const mostFigures = 200

/** Finds the worst and says all that are not well; none at all is unknown. */
function judge(subjects: readonly Checked[], hosts: Hosts): Found {
  const more = { subjects }
  const worst = order.findLast(level => subjects.some(one => one.level === level))
  if (!worst) return { status: 'unknown', summary: 'it knows no such subject', more }
  const bad = subjects
    .filter(({ level }) => level !== 'ok')
    .sort((a, b) => order.indexOf(b.level) - order.indexOf(a.level))
  const told = bad.length > 0 ? bad : subjects
  const calls = callsOf(subjects, hosts)
  const lines = told.slice(0, mostTold).map(one => `${calls(one)} is ${one.level}: ${one.text}`)
  const rest = told.length - lines.length
  const summary = [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' ')
  const perf = subjects.flatMap(one => perfOf(one, calls(one))).slice(0, mostFigures)
  return { status: statusOf(worst), summary, perf, more }
}

function statusOf(level: Severity): CheckStatus {
  return level === 'emergency' ? 'critical' : level
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
