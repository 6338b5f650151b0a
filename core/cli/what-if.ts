import { DecklogError, invalidField, isErrorCode } from '../errors.ts'
import { fields, list, number, type Of, oneOf, orNull, readAnswer, text } from './answer.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { formatTable } from './format-table.ts'
import { createProgress, type Progress } from './progress.ts'

const counts = fields({ same: number, added: number, removed: number, moved: number })
const change = fields({
  of: oneOf('transition', 'alarm', 'gate', 'telling', 'action'),
  change: oneOf('added', 'removed', 'moved'),
  subject: text,
  state: text,
  at: text,
  was: orNull(text),
})
const held = fields({ level: text, recorded_seconds: number, judged_seconds: number })
const progressed = fields({ events: number, position: text, target: text })
const result = fields({
  events: number,
  unreadable: number,
  transitions: counts,
  alarms: counts,
  gates: counts,
  tellings: counts,
  actions: counts,
})

const whole = fields({ changes: list(change), held: list(held), result })
type Whole = Of<typeof whole>

const defaultDays = 7

/** `decklog what-if` */
export const whatIf: CoreCommand = {
  name: 'what-if',
  summary:
    'judge what was observed by other settings: which transitions, alarms, gate answers and attempts at healing would have been added, removed or moved, and how long each level would have been held; changes nothing',
  calls: 'api',
  arguments: [
    { syntax: '<plugin>', summary: 'whose settings; its section of --config is judged by' },
  ],
  options: [
    { syntax: '--from <time>', summary: `begin of the range; default: ${defaultDays} days ago` },
    { syntax: '--to <time>', summary: 'end of the range; default: now' },
  ],
  examples: ['decklog what-if disk --config other.yml --from 2026-06-01 --to 2026-07-01'],
  async run(context) {
    const { options, print, warn } = context
    const told = await ask(context)
    if (options['json']) print(JSON.stringify(told))
    else linesOf(told).forEach(print)
    if (told.result.unreadable > 0) warn(`${told.result.unreadable} events could not be read`)
    return 0
  },
}

async function ask({ api, options, loadSettings }: CoreContext): Promise<Whole> {
  const plugin = String(options['plugin'])
  const { settings } = await loadSettings()
  const config = settings.plugins[plugin] ?? {}
  const from = timeOf('--from', options['from']) ?? new Date(Date.now() - defaultDays * 86_400_000)
  const to = timeOf('--to', options['to'])
  const progress = createProgress(plugin)
  const told: { changes: unknown[]; held: unknown[] } = { changes: [], held: [] }
  try {
    const path = `/api/v1/what-if/${encodeURIComponent(plugin)}`
    for await (const line of api.lines(path, { config, from, ...(to && { to }) })) {
      const { kind } = readAnswer(line, fields({ kind: text }))
      if (kind === 'progress') show(progress, line)
      else if (kind === 'change') told.changes.push(line)
      else if (kind === 'held') told.held.push(line)
      else if (kind === 'result') return readAnswer({ ...told, result: line }, whole)
      else throw failure(line)
    }
  } finally {
    progress.end()
  }
  throw new DecklogError('DECKLOG_API_UNREACHABLE', 'The answer ended before its end.')
}

function timeOf(option: string, value: string | boolean | undefined): Date | undefined {
  if (value === undefined) return undefined
  const time = new Date(String(value))
  if (!Number.isNaN(time.getTime())) return time
  throw invalidField(option, 'must be a time such as 2026-06-01 or 2026-06-01T09:00:00Z')
}

function show(progress: Progress, line: unknown): void {
  const { events, position, target } = readAnswer(line, progressed)
  progress.update(Number(position), Number(target), `${events} events`)
}

function failure(line: unknown): DecklogError {
  const { code, detail } = readAnswer(line, fields({ code: text, detail: text }))
  return new DecklogError(isErrorCode(code) ? code : 'DECKLOG_INTERNAL', detail)
}

function linesOf({ changes, held: levels, result: sums }: Whole): readonly string[] {
  const rows = changes.map(({ of, change: how, subject, state, at, was }) => [
    ...[at, how, of, state, subject],
    was === null || how !== 'moved' ? '' : `was ${was}`,
  ])
  const kinds = ['transitions', 'alarms', 'gates', 'tellings', 'actions'] as const
  return [
    ...(rows.length > 0
      ? [...formatTable(['when', 'change', 'what', 'state', 'of', ''], rows), '']
      : []),
    ...formatTable(
      ['level', 'held as recorded', 'would have been held'],
      levels.map(one => [one.level, ...[one.recorded_seconds, one.judged_seconds].map(hours)]),
    ),
    '',
    ...kinds.map(kind => {
      const { same, added, removed, moved } = sums[kind]
      return `${kind}: ${added} added, ${removed} removed, ${moved} moved, ${same} the same`
    }),
    `judged again from ${sums.events} events; nothing was changed`,
  ]
}

function hours(seconds: number): string {
  return `${(seconds / 3_600).toFixed(2)} h`
}
