import { fields, flag, list, members, type Of, oneOf, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'
import { printable } from './printable.ts'

/** What a change does. */
export const effect = oneOf('weakened', 'tightened', 'changed')
/** Whose code is another. */
export const codeChanged = oneOf('no', 'plugin', 'decklog', 'both')
/** The rules of a machine. */
export const onMachine = fields({ machine: text, digest: text })
const code = fields({ version: text, digest: text })
/** What is told of all rules. */
export const aboutRules = {
  plugin: text,
  digest: text,
  code,
  decklog: code,
  machine: text,
  recorded_at: text,
  event_id: text,
}
const inForce = fields({
  rules: list(
    fields({
      ...aboutRules,
      settings: members,
      sources: list(fields({ path: text, from: text })),
      in_force_here: flag,
      machines: list(onMachine),
    }),
  ),
})
type InForce = Of<typeof inForce>['rules'][number]

/** `decklog rules show` */
export const rulesShow: CoreCommand = {
  name: 'rules show',
  summary: 'show the rules in force; of one plugin, with every setting and where it was set',
  calls: 'api',
  asOf: 'taken',
  arguments: [{ syntax: '[plugin]', summary: 'name of the plugin; core has rules too' }],
  examples: ['decklog rules show', 'decklog rules show gsd'],
  async run({ api, options, print }) {
    const { plugin } = options
    const query = typeof plugin === 'string' ? `?plugin=${encodeURIComponent(plugin)}` : ''
    const { rules } = readAnswer(await api.get(`/api/v1/rules${query}`), inForce)
    if (options['json']) print(JSON.stringify({ rules }))
    else if (query !== '') rules.flatMap(settingLines).forEach(print)
    else
      formatTable(
        ['plugin', 'rules', 'version', 'since', 'judged by'],
        rules.map(one => [
          ...[one.plugin, short(one.digest), one.code.version, one.recorded_at],
          judgedBy(one),
        ]),
      ).forEach(print)
    return rules.length > 0 ? 0 : 1
  },
}

function judgedBy({ machines, digest }: InForce): string {
  if (machines.length === 0) return 'all'
  const those = machines.filter(one => one.digest === digest).map(({ machine }) => machine)
  return `${those.join(', ') || 'all others'} (not all judge by the same)`
}

function settingLines(one: InForce): readonly string[] {
  const { plugin, digest, recorded_at: since, settings, sources } = one
  const fromOf = (path: string): string =>
    sources.find(source => path === source.path || path.startsWith(`${source.path}.`))?.from ??
    'default'
  return [
    `${plugin} judges by ${digest} since ${since}: ${judgedBy(one)}`,
    ...formatTable(
      ['setting', 'value', 'from'],
      leaves(settings, []).map(([path, value]) => [path, shown(value), fromOf(path)]),
    ),
  ]
}

// A list is one setting; long ones are shown whole by `--json`.
function leaves(value: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isMap ? Object.entries(value) : []
  if (entries.length === 0) return path.length === 0 ? [] : [[path.join('.'), value]]
  return entries.flatMap(([key, member]) => leaves(member, [...path, key]))
}

const longest = 60

/** A value as a part of a line. */
export function shown(value: unknown): string {
  const json = printable(JSON.stringify(value) ?? 'null')
  return json.length > longest ? `${json.slice(0, longest - 1)}…` : json
}

/** The beginning of a digest. */
export function short(digest: string): string {
  return digest.slice(0, 12)
}
