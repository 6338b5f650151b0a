import { DecklogError } from '../errors.ts'
import { gateModes } from '../gate.ts'
import { severities } from '../guarding/levels.ts'
import {
  fields,
  list,
  members,
  number,
  oneOf,
  orNull,
  readAnswer,
  readPages,
  text,
} from './answer.ts'
import type { CommandContext, CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'
import { guardDocs } from './guard-docs.ts'
import { guardReport } from './guard-report.ts'

const guardPath = (name: unknown, rest = ''): string =>
  `/api/v1/guards/${encodeURIComponent(String(name))}${rest}`

const guard = {
  name: text,
  title: text,
  summary: text,
  mode: oneOf(...gateModes),
  level: oneOf(...severities),
  counts: members,
  every_seconds: number,
}

const listed = fields({ guards: list(fields(guard)), next: orNull(text) })

/** `decklog guards list` */
const guardsList: CoreCommand = {
  name: 'guards list',
  summary: 'list the guards with how their subjects stand',
  calls: 'api',
  asOf: 'taken',
  examples: ['decklog guards list'],
  async run({ api, options, print }) {
    const guards = await readPages(api, '/api/v1/guards', {
      told: listed,
      itemsOf: page => page.guards,
    })
    if (options['json']) print(JSON.stringify({ guards }))
    else
      formatTable(
        ['guard', 'level', 'subjects', 'mode', 'watches'],
        guards.map(one => [
          ...[one.name, one.level, subjectsOf(one.counts), one.mode, one.summary],
        ]),
      ).forEach(print)
    return 0
  },
}

function subjectsOf(counts: Readonly<Record<string, unknown>>): string {
  const told = severities.flatMap(level =>
    counts[level] ? [`${String(counts[level])} ${level}`] : [],
  )
  return told.length > 0 ? told.join(', ') : 'none'
}

const subject = fields({
  id: text,
  subject: text,
  host: orNull(text),
  level: oneOf(...severities),
  state: text,
  text,
})
const shown = fields({ ...guard, subjects: list(subject), next: orNull(text) })

/** `decklog guards show` */
const guardsShow: CoreCommand = {
  name: 'guards show',
  summary: 'show a guard and its subjects',
  calls: 'api',
  asOf: 'taken',
  arguments: [{ syntax: '<name>', summary: 'name of the guard' }],
  options: [{ syntax: '--host <name>', summary: 'those of one machine' }],
  examples: ['decklog guards show disk'],
  async run({ api, options, print }) {
    const host = typeof options['host'] === 'string' ? { host: options['host'] } : {}
    const path = guardPath(options['name'])
    const found = readAnswer(await api.get(`${path}?limit=1`), shown)
    const subjects = await readPages(api, path, {
      told: shown,
      itemsOf: page => page.subjects,
      asked: host,
    })
    if (options['json']) {
      print(JSON.stringify({ ...found, subjects, next: null }))
      return 0
    }
    print(`${found.title}: ${found.summary}`)
    print(`Its gate is in the mode ${found.mode}; a reading is due every ${found.every_seconds} s.`)
    formatTable(
      ['subject', 'host', 'level', 'state', 'says'],
      subjects.map(one => [one.subject, one.host ?? '-', one.level, one.state, one.text]),
    ).forEach(print)
    return 0
  },
}

const why = { syntax: '--reason <text>', summary: 'why; it is recorded with who' }

/** `decklog guards forget` */
const guardsForget: CoreCommand = {
  name: 'guards forget',
  summary: 'forget a subject that does not come back, and what it blocked',
  calls: 'api',
  arguments: [
    { syntax: '<name>', summary: 'name of the guard' },
    { syntax: '<subject>', summary: 'id of the subject, or its name where one is called so' },
  ],
  options: [why],
  examples: ['decklog guards forget certificate old.example.org --reason "It was moved"'],
  async run(context) {
    const { api, options, print } = context
    const path = guardPath(options['name'], `/${encodeURIComponent(String(options['subject']))}`)
    const done = readAnswer(
      await api.post(`${path}/forget`, { reason: reasonOf(context) }),
      fields({ forgotten: list(text) }),
    )
    print(options['json'] ? JSON.stringify(done) : `${String(options['subject'])} is forgotten.`)
    return 0
  },
}

/** `decklog guards promote` */
const guardsPromote: CoreCommand = {
  name: 'guards promote',
  summary: 'set what follows from the answers of a gate: watch, warn or deny',
  calls: 'api',
  arguments: [{ syntax: '<name>', summary: 'name of the guard, or of any gate' }],
  options: [
    { syntax: '--to <mode>', summary: 'watch, warn or deny; default deny', field: 'mode' },
    why,
  ],
  examples: ['decklog guards promote memory --reason "It was right for a month"'],
  async run(context) {
    const { api, options, print } = context
    const { name, to = 'deny' } = options
    const path = `/api/v1/gates/${encodeURIComponent(String(name))}/mode`
    const set = readAnswer(
      await api.post(path, { mode: to, reason: reasonOf(context) }),
      fields({ name: text, mode: oneOf(...gateModes) }),
    )
    print(
      options['json'] ? JSON.stringify(set) : `The gate ${set.name} is in the mode ${set.mode}.`,
    )
    return 0
  },
}

function reasonOf({ options }: CommandContext): string {
  const { reason } = options
  if (typeof reason === 'string' && reason.trim() !== '') return reason
  throw new DecklogError('DECKLOG_VALIDATION', '--reason is missing.')
}

/** The commands about guards. */
export const guardCommands: readonly CoreCommand[] = [
  guardsList,
  guardsShow,
  guardReport,
  guardDocs,
  guardsPromote,
  guardsForget,
]
