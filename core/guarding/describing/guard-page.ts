import { markdownCode, markdownTable, markdownText } from '../../cli/markdown.ts'
import { describeKeys } from '../../config/describe-keys.ts'
import type { LoadedPlugin } from '../../loading/loaded-plugin.ts'
import type { Plugin } from '../../plugin.ts'
import type { GuardSpec } from '../guard.ts'
import type { GuardView } from '../guard-view.ts'
import { eventLines } from './event-lines.ts'
import { measureLines } from './measure-lines.ts'

/** A plugin that shows a guard. */
export type GuardToDescribe = Pick<LoadedPlugin, 'plugin' | 'config' | 'contribution'>

/** How a page is written. */
export interface PageStyle {
  /** Level of its first heading. */
  readonly level: 1 | 2
  /** Where its events are described; absent: here, each with its example. */
  readonly eventsAt?: string
}

/** The reference page of a guard in Markdown, of what it declares and nothing else; undefined of a plugin that is none. */
export function guardPage(
  { plugin, config, contribution }: GuardToDescribe,
  { level, eventsAt }: PageStyle,
): string | undefined {
  const { guard: view, gates = [], commands = [], routes = [] } = contribution
  if (!view) return undefined
  const heading = (title: string, below = 1): string => `${'#'.repeat(level + below)} ${title}`
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [heading(title), '', ...lines, '']
  const spec: Partial<GuardSpec> = plugin.guard ?? {}
  return [
    heading(markdownText(view.title), 0),
    '',
    `${markdownCode(plugin.name)} ${markdownText(plugin.version)}. ${markdownText(view.summary)} ${wayOf(spec, view)}`,
    '',
    ...section('Measures', measureLines(view.measures, spec.measures)),
    ...section('Settings', settingLines(plugin)),
    ...section('Events', eventLines(plugin, { heading, eventsAt })),
    ...section('Streams', streamLines(plugin, config)),
    ...section('Gates', gates.flatMap(gateLines)),
    ...section('Alarms', alarmLines(plugin, config)),
    ...section('Commands', [...commandLines(commands), ...coreCommandLines(plugin.name)]),
    ...section('Routes', routeLines(plugin.name, view, routes)),
    ...section('Metrics', [
      `- \`decklog_guard_subjects{guard="${plugin.name}",level="…"}\`: its subjects by level.`,
      `- \`decklog_plugin_runs_total{plugin="${plugin.name}"}\`: how often it was run, by outcome.`,
    ]),
    ...section('Read models', [view.needs.map(markdownCode).join(', ')]),
  ].join('\n')
}

function wayOf(
  { read, watch, place = 'host', isolation }: Partial<GuardSpec>,
  view: GuardView,
): string {
  const due = `A reading is due every ${view.everySeconds} s.`
  if (view.take) return `${due} Its readings come in over HTTP.`
  if (!read && !watch) return due
  const who =
    place === 'one' ? 'One process reads it for all machines' : 'Every machine reads its own'
  const how = isolation === 'worker' ? ', in a thread of its own.' : '.'
  return `${due} ${who}${how}`
}

function settingLines({ name, config }: Plugin): readonly string[] {
  const rows = describeKeys(config).map(({ path, type, fallback, description, required }) => [
    `\`plugins.${name}.${path}\``,
    type,
    required ? 'to be set' : fallback.replaceAll('|', '\\|'),
    markdownText(description),
  ])
  return rows.length === 0 ? [] : markdownTable(['key', 'type', 'default', 'meaning'], rows)
}

function streamLines({ streams }: Plugin, config: object): readonly string[] {
  const all = typeof streams === 'function' ? streams(config) : streams
  return Object.entries(all).map(([category, { maxAgeDays, maxCount }]) => {
    const kept = [
      ...(maxAgeDays === undefined ? [] : [`for ${maxAgeDays} days`]),
      ...(maxCount === undefined ? [] : [`the last ${maxCount}`]),
    ]
    return `- \`${category}-<id>\`: kept ${kept.join(', ') || 'for ever'}`
  })
}

type Gates = NonNullable<LoadedPlugin['contribution']['gates']>

function gateLines({ name, summary, mode = 'watch', question }: Gates[number]): readonly string[] {
  const asked = describeKeys(question).map(
    ({ path, description }) => `  - ${markdownCode(path)}: ${markdownText(description)}`,
  )
  const about = asked.length > 0 ? ' It can be asked about:' : ''
  const says = `- ${markdownCode(name)}: ${markdownText(summary)} It begins in the mode \`${mode}\`.`
  return [`${says}${about}`, ...asked]
}

function alarmLines({ alarms = {} }: Plugin, config: object): readonly string[] {
  const all = typeof alarms === 'function' ? alarms(config) : alarms
  return Object.entries(all).map(([word, { kind, summary, on }]) => {
    const of = Object.keys(on).map(markdownCode).join(', ')
    return `- ${markdownCode(word)}, of the kind ${markdownCode(kind)}: ${markdownText(summary)} It follows from ${of}.`
  })
}

function commandLines(
  commands: NonNullable<LoadedPlugin['contribution']['commands']>,
): readonly string[] {
  return commands.map(({ name, summary }) => `- \`decklog ${name}\`: ${markdownText(summary)}.`)
}

function coreCommandLines(name: string): readonly string[] {
  return [
    `- \`decklog guards show ${name}\`: how its subjects stand.`,
    `- \`decklog guards report ${name}\`: what its gate would have stopped, and when.`,
    `- \`decklog guards promote ${name}\`: sets what follows from the answers of its gate.`,
  ]
}

function routeLines(
  name: string,
  view: GuardView,
  own: NonNullable<LoadedPlugin['contribution']['routes']>,
): readonly string[] {
  const path = `/api/v1/guards/${name}`
  return [
    `- \`GET ${path}\`: it and its subjects; \`keys\`, \`host\`, \`subject\`, \`board_id\`, \`forgotten\`, \`limit\`, \`after\`.`,
    `- \`GET ${path}/{subject}\`: one of them, with its changes and how its measures went.`,
    `- \`GET ${path}/report\`: what its gate would have stopped.`,
    ...(view.forget ? [`- \`POST ${path}/{subject}/forget\`: forgets one, with a reason.`] : []),
    ...(view.take ? [`- \`POST ${path}/readings\`: takes up to 1,000 readings.`] : []),
    ...own.map(
      ({ method, path: at, summary }) => `- \`${method} ${at}\`: ${markdownText(summary)}`,
    ),
  ]
}
