import { anything, fields, list, number, type Of, orNull, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { aboutRules, codeChanged, effect, onMachine, short, shown } from './rules.ts'

const change = { path: text, before: anything, after: anything, effect }
const changes = fields({
  changes: list(
    fields({
      ...aboutRules,
      previous_digest: orNull(text),
      changes: list(fields({ ...change, from: text })),
      more_changes: number,
      code_changed: codeChanged,
      others: list(onMachine),
    }),
  ),
})

/** `decklog rules history` */
export const rulesHistory: CoreCommand = {
  name: 'rules history',
  summary: 'list what changed of the rules, the newest first',
  calls: 'api',
  asOf: 'taken',
  options: [
    { syntax: '--plugin <name>', summary: 'only of this plugin' },
    { syntax: '--limit <number>', summary: 'most changes, up to 200; 50 by default' },
  ],
  examples: ['decklog rules history', 'decklog rules history --plugin gsd --limit 5'],
  async run({ api, options, print }) {
    const query = new URLSearchParams()
    for (const name of ['plugin', 'limit'])
      if (typeof options[name] === 'string') query.set(name, String(options[name]))
    const answer = readAnswer(await api.get(`/api/v1/rules/history?${query.toString()}`), changes)
    if (options['json']) print(JSON.stringify(answer))
    else answer.changes.flatMap(changeLines).forEach(print)
    return 0
  },
}

type Change = Of<typeof changes>['changes'][number]

function changeLines(one: Change): readonly string[] {
  const { plugin, machine, recorded_at: at, previous_digest: before, more_changes: more } = one
  return [
    `${at}  ${plugin} on ${machine}: ${short(before ?? 'none')} -> ${short(one.digest)}`,
    ...one.changes.map(({ from, ...rest }) => `  ${changeLine(rest)}  (${from})`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...codeLines(one.code_changed),
    ...one.others.map(other => `  ${other.machine} judges by ${short(other.digest)}`),
  ]
}

const diff = fields({
  plugin: text,
  from: text,
  to: text,
  changes: list(fields(change)),
  code_changed: codeChanged,
})

/** `decklog rules diff` */
export const rulesDiff: CoreCommand = {
  name: 'rules diff',
  summary: 'compare two sets of rules by their digests; exit code 1 when they differ',
  calls: 'api',
  asOf: 'taken',
  arguments: [
    { syntax: '<from>', summary: 'digest of the rules before, or its beginning' },
    { syntax: '[to]', summary: 'digest of the rules after; those in force by default' },
  ],
  examples: ['decklog rules diff 2d711642', 'decklog rules diff 2d711642 81d0aeb0'],
  async run({ api, options, print }) {
    const query = new URLSearchParams({ from: String(options['from']) })
    if (typeof options['to'] === 'string') query.set('to', options['to'])
    const answer = readAnswer(await api.get(`/api/v1/rules/diff?${query.toString()}`), diff)
    const lines = [...answer.changes.map(changeLine), ...codeLines(answer.code_changed)]
    if (options['json']) print(JSON.stringify(answer))
    else
      (lines.length > 0 ? lines : [`${answer.plugin}: nothing is different`]).forEach(line =>
        print(line),
      )
    return lines.length > 0 ? 1 : 0
  },
}

function changeLine({
  path,
  before,
  after,
  effect: what,
}: Of<typeof diff>['changes'][number]): string {
  return `${what.padEnd(9)}  ${path}: ${shown(before)} -> ${shown(after)}`
}

function codeLines(changed: Of<typeof codeChanged>): readonly string[] {
  if (changed === 'no') return []
  return [`  changed    the code of ${changed === 'both' ? 'Decklog and the plugin' : changed}`]
}
