import { createHash } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import { timeQuery, writeCsv, type AuditTable } from './audit-table.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { formatTable } from './format-table.ts'
import { historyPath, readPage, type ToldEvent } from './history-pages.ts'

/** `decklog audit population` */
export const auditPopulation: CoreCommand = {
  name: 'audit population',
  summary:
    'list every event of some types in a period, the whole that a sample is of, and draw the sample so that anybody can draw it again',
  calls: 'api',
  asOf: 'taken',
  options: [
    { syntax: '--type <types>', summary: 'event types, separated by commas: gsd.RunCompleted' },
    { syntax: '--from <time>', summary: 'recorded at this time or later; default: from the start' },
    { syntax: '--to <time>', summary: 'recorded before this time; default: until now' },
    { syntax: '--sample <count>', summary: 'mark so many of them as drawn' },
    {
      syntax: '--seed <text>',
      summary: 'what the sample is drawn by: the same seed, the same sample',
    },
    { syntax: '--csv <file>', summary: 'write them into a file, as CSV' },
  ],
  examples: [
    'decklog audit population --type gsd.RunCompleted --from 2026-01-01 --to 2026-04-01',
    'decklog audit population --type gsd.GateDecided --sample 25 --seed q1-2026 --csv sample.csv',
  ],
  async run(context) {
    const { options, print } = context
    if (typeof options['type'] !== 'string')
      throw new DecklogError(
        'DECKLOG_VALIDATION',
        '--type must name the events, as gsd.RunCompleted',
      )
    const events = await readAll(context)
    const drawn = drawSample(events, options)
    const population = describe(events, drawn)
    if (options['csv'] !== undefined) await writeCsv(context, tableOf(events, drawn))
    if (options['json']) print(toJson(population, events, drawn))
    else {
      if (options['csv'] === undefined) formatTable(...shown(events, drawn)).forEach(print)
      print(toLine(population))
    }
    return 0
  },
}

async function readAll({ api, options }: CoreContext): Promise<readonly ToldEvent[]> {
  const found: ToldEvent[] = []
  const [since, until] = [timeQuery('from', options['from']), timeQuery('to', options['to'])]
  const query = {
    type: options['type'],
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
  for (let after: string | null = null; ;) {
    const place = after === null ? {} : { after }
    const extra = { direction: 'forwards', limit: '200', ...place }
    const page = await readPage(api, historyPath(query, systemClock.now(), extra))
    found.push(...page.events)
    if (page.complete) return found
    after = page.cursor
  }
}

/** Draws by the digest of seed and id: who has population and seed draws the same, and nobody can choose without choosing the seed. */
function drawSample(
  events: readonly ToldEvent[],
  options: CoreContext['options'],
): ReadonlySet<string> {
  if (options['sample'] === undefined) return new Set()
  const count = Number(options['sample'])
  if (!Number.isSafeInteger(count) || count < 1)
    throw new DecklogError('DECKLOG_VALIDATION', '--sample must be a whole number above 0')
  if (typeof options['seed'] !== 'string')
    throw new DecklogError(
      'DECKLOG_VALIDATION',
      '--sample needs --seed, so that it can be drawn again',
    )
  const seed = options['seed']
  const lots = events.map(({ id }) => ({ id, lot: sha256(`${seed} ${id}`) }))
  const inOrder = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
  return new Set(inOrder.slice(0, count).map(({ id }) => id))
}

interface Population {
  readonly count: number
  readonly drawn: number
  readonly first_position: string | null
  readonly last_position: string | null
  /** Of all ids in order, a line each. */
  readonly ids_sha256: string
}

function describe(events: readonly ToldEvent[], drawn: ReadonlySet<string>): Population {
  return {
    ...{ count: events.length, drawn: drawn.size },
    first_position: events[0]?.position ?? null,
    last_position: events.at(-1)?.position ?? null,
    ids_sha256: sha256(events.map(({ id }) => `${id}\n`).join('')),
  }
}

function toJson(
  population: Population,
  events: readonly ToldEvent[],
  drawn: ReadonlySet<string>,
): string {
  const rows = events.map(event => ({ ...event, drawn: drawn.has(event.id) }))
  return JSON.stringify({ ...population, events: rows })
}

function toLine({ count, drawn, ...of }: Population): string {
  if (count === 0) return 'There are none.'
  const stretch = `from position ${of.first_position} to ${of.last_position}`
  return `${count} events, ${drawn} drawn; ${stretch}; SHA-256 of their ids ${of.ids_sha256}`
}

function tableOf(events: readonly ToldEvent[], drawn: ReadonlySet<string>): AuditTable {
  const head = [
    'event_id',
    'drawn',
    'position',
    'recorded_at',
    'received_at',
    'type',
    'stream',
    'revision',
    'actor',
    'data',
  ]
  const rows = events.map(one => [
    ...[one.id, drawn.has(one.id) ? 'yes' : 'no', one.position, one.recorded_at, one.received_at],
    ...[one.type, one.stream, one.revision, actorOf(one), JSON.stringify(one.data)],
  ])
  return { head, rows }
}

function shown(
  events: readonly ToldEvent[],
  drawn: ReadonlySet<string>,
): [readonly string[], readonly (readonly string[])[]] {
  const rows = events.map(one => [
    ...[drawn.has(one.id) ? '*' : '', one.position, one.recorded_at, one.type, one.stream],
    ...[actorOf(one), one.id],
  ])
  return [['drawn', 'position', 'recorded', 'event', 'stream', 'actor', 'id'], rows]
}

function actorOf({ metadata }: ToldEvent): string {
  return typeof metadata['actor'] === 'string' ? metadata['actor'] : ''
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
