import {
  answers,
  type CliCommand,
  DecklogError,
  formatTable,
  readAnswer,
} from '../../../core/plugin-api.ts'
import { readList } from './read-list.ts'
import { inForce, reason, scope, scopeOf, secondsOf, whatOf, wordsOf } from './silence-options.ts'

const { fields, list, number, orNull, text } = answers

const windows = fields({
  windows: list(
    fields({
      window_id: text,
      kind: orNull(text),
      board_id: orNull(text),
      labels: answers.members,
      reason: text,
      schedule: orNull(text),
      time_zone: text,
      lasts_seconds: number,
      begins_at: text,
      ends_at: text,
      planned_by: text,
      closes_at: orNull(text),
    }),
  ),
})
type Window = answers.Of<typeof windows>['windows'][number]

/** `decklog windows list` */
const windowsList: CliCommand = {
  name: 'windows list',
  summary: 'list maintenance windows that are open or will be, and what they silence',
  asOf: 'taken',
  options: [inForce],
  examples: ['decklog windows list'],
  async run(context) {
    const { options, print } = context
    const found = await readList(context, '/api/v1/windows', {
      told: windows,
      asked: { in_force: options['all'] === true ? undefined : true },
      itemsOf: (page: answers.Of<typeof windows>) => page.windows,
    })
    if (options['json'] === true) print(JSON.stringify({ windows: found }))
    else if (found.length === 0) print('No maintenance window is planned.')
    else
      formatTable(['id', 'silences', 'when', 'now', 'by', 'why'], found.map(rowOf)).forEach(print)
    return 0
  },
}

function rowOf(one: Window): readonly string[] {
  const labels = Object.entries(one.labels).map(([name, value]) => `${name}=${String(value)}`)
  const what = [whatOf(one), ...labels].join(', ')
  const when =
    one.schedule === null
      ? `${one.begins_at} to ${one.ends_at}`
      : `${one.schedule} (${one.time_zone}) for ${one.lasts_seconds} s, until ${one.ends_at}`
  const now = one.closes_at === null ? 'closed' : `open until ${one.closes_at}`
  return [one.window_id, what, when, now, one.planned_by, one.reason]
}

/** `decklog windows plan` */
const windowsPlan: CliCommand = {
  name: 'windows plan',
  summary: 'plan a maintenance window: what it keeps back is told as one digest when it closes',
  options: [
    { syntax: '--from <time>', summary: 'when it opens; default now', field: 'begins_at' },
    { syntax: '--until <time>', summary: 'when it is over for good', field: 'ends_at' },
    { syntax: '--schedule <cron>', summary: 'when it opens, in five fields: "0 22 * * 6"' },
    { syntax: '--time-zone <name>', summary: 'whose clock that is: Europe/Berlin' },
    { syntax: '--lasts <duration>', summary: 'how long it is open each time: 2h' },
    ...scope,
    {
      syntax: '--label <name=value>',
      summary: 'only alarms that have it, host=web01; may be given several times',
      field: 'labels',
      takes: 'many',
    },
    reason,
  ],
  examples: [
    'decklog windows plan --until 2026-12-01T04:00:00Z --label host=web01 --reason "It is patched"',
    'decklog windows plan --schedule "0 22 * * 6" --time-zone Europe/Berlin --lasts 2h --reason "Patches"',
  ],
  async run(context) {
    const { api, options, print } = context
    const { from, until, schedule, timeZone, lasts } = options
    const given = {
      ...{ begins_at: from, ends_at: until, schedule, time_zone: timeZone },
      lasts: lasts === undefined ? undefined : secondsOf(context, 'lasts'),
    }
    const labels = Object.fromEntries((context.lists['label'] ?? []).map(labelOf))
    const body = { ...scopeOf(context), ...given, labels, reason: wordsOf(context, 'reason') }
    const planned = readAnswer(await api.post('/api/v1/windows', body), fields({ window_id: text }))
    print(options['json'] === true ? JSON.stringify(planned) : `${planned.window_id} is planned.`)
    return 0
  },
}

/** `decklog windows cancel` */
const windowsCancel: CliCommand = {
  name: 'windows cancel',
  summary: 'end a maintenance window before its time, for good; what it kept back is told',
  arguments: [{ syntax: '<window>', summary: 'id of the window' }],
  examples: ['decklog windows cancel 0199a3c0-0000-7000-8000-000000000005'],
  async run({ api, options, print }) {
    const path = `/api/v1/windows/${encodeURIComponent(String(options['window']))}/cancel`
    const cancelled = readAnswer(await api.post(path, {}), fields({ window_id: text }))
    print(options['json'] === true ? JSON.stringify(cancelled) : `${cancelled.window_id} is over.`)
    return 0
  },
}

function labelOf(given: string): readonly [string, string] {
  const at = given.indexOf('=')
  if (at > 0) return [given.slice(0, at), given.slice(at + 1)]
  throw new DecklogError('DECKLOG_VALIDATION', `--label ${given} is not name=value.`)
}

/** The commands about maintenance windows. */
export const windowCommands: readonly CliCommand[] = [windowsList, windowsPlan, windowsCancel]
