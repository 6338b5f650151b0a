import { systemClock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { ApiClient, CoreCommand, CoreContext } from './command.ts'
import { followEvents } from './follow-events.ts'
import { historyPath, readPage, type ToldEvent } from './history-pages.ts'
import { oneLine } from './printable.ts'

const pageLimit = 200
const defaultLimit = 50

/** `decklog events` */
export const events: CoreCommand = {
  name: 'events',
  summary: 'show the events of the ledger, newest first; with --follow those to come',
  calls: 'api',
  asOf: 'taken',
  options: [
    { syntax: '--stream <name>', summary: 'only this stream' },
    { syntax: '--type <types>', summary: 'only these event types, separated by commas' },
    { syntax: '--category <name>', summary: 'only streams of this category' },
    { syntax: '--actor <actor>', summary: 'only what this actor caused: kind:id' },
    { syntax: '--correlation <id>', summary: 'only what carries this correlation id' },
    { syntax: '--causation <id>', summary: 'only what follows from the event of this id' },
    { syntax: '--id <id>', summary: 'only the event of this id' },
    {
      syntax: '--since <time>',
      summary: 'not before this time: ISO 8601, or 30m for 30 minutes ago',
    },
    { syntax: '--until <time>', summary: 'before this time, written the same way' },
    {
      syntax: '--time <which>',
      summary: 'the time these are about: recorded (default) or received',
    },
    { syntax: '--from-position <position>', summary: 'at this position or after it' },
    { syntax: '--to-position <position>', summary: 'before this position' },
    { syntax: '--direction <which>', summary: 'backwards (default, newest first) or forwards' },
    { syntax: '--limit <count>', summary: `how many events, or all; default ${defaultLimit}` },
    { syntax: '--all', summary: 'also what Decklog writes for its own working, as marks of time' },
    {
      syntax: '--follow',
      summary: 'go on with the events to come, from now or where a range begins',
    },
  ],
  examples: [
    'decklog events --since 1h',
    'decklog events --all',
    'decklog events --type disk.PressureChanged --direction forwards --limit all --json',
    'decklog events --category accessToken --actor person:ann',
    'decklog events --follow --category disk',
  ],
  async run(context) {
    const { options, print } = context
    if (options['follow'] && options['asOf'] !== undefined)
      throw new DecklogError(
        'DECKLOG_VALIDATION',
        '--as-of goes without --follow: nothing comes to the past.',
      )
    if (!options['json']) print(eventHead)
    const show = (event: ToldEvent): void =>
      print(options['json'] ? JSON.stringify(event) : eventLine(event))
    if (options['follow']) await followEvents(context, show)
    else if ((await showEvents(context, show)) === 0)
      (await findUnknown(context)).forEach(context.warn)
    return 0
  },
}

/** Shows what is asked for and answers how much that was. */
async function showEvents(
  { api, options }: CoreContext,
  show: (event: ToldEvent) => void,
): Promise<number> {
  const { direction = 'backwards' } = options
  const now = systemClock.now()
  const wanted = limitOf(options['limit'])
  let shown = 0
  let after: string | null = null
  while (shown < wanted) {
    const limit = String(Math.min(wanted - shown, pageLimit))
    const place = after === null ? {} : { after }
    const extra = { direction: String(direction), limit, ...place }
    const page = await readPage(api, historyPath(options, now, extra))
    page.events.forEach(show)
    shown += page.events.length
    if (page.complete) return shown
    after = page.cursor
  }
  return shown
}

const named = {
  type: 'event of the type',
  actor: 'event of the actor',
  stream: 'stream',
  category: 'stream of the category',
}

/** Says of each name that was asked for, and that nothing in the ledger has, that there is none. */
async function findUnknown({ api, options }: CoreContext): Promise<readonly string[]> {
  const asked = Object.entries(named).flatMap(([option, what]) => {
    const value = options[option]
    const names = typeof value === 'string' ? value.split(',') : []
    return names.map(name => ({ option, what, name }))
  })
  const found = await Promise.all(
    asked.map(async one => ({ ...one, known: await isKnown(api, { [one.option]: one.name }) })),
  )
  return found
    .filter(({ known }) => !known)
    .map(({ what, name }) => `there is no ${what} ${name} in the ledger`)
}

async function isKnown(api: ApiClient, only: Readonly<Record<string, string>>): Promise<boolean> {
  for (let after: string | null = null; ;) {
    const place = after === null ? {} : { after }
    const extra = { direction: 'backwards', limit: '1', ...place }
    const page = await readPage(api, historyPath(only, systemClock.now(), extra))
    if (page.events.length > 0 || page.complete) return page.events.length > 0
    after = page.cursor
  }
}

function limitOf(text: string | boolean | undefined): number {
  if (text === undefined) return defaultLimit
  if (text === 'all') return Infinity
  const limit = Number(text)
  if (Number.isSafeInteger(limit) && limit > 0) return limit
  throw new DecklogError('DECKLOG_VALIDATION', '--limit takes a whole number above 0, or all')
}

const dataWidth = 100
const widths = [10, 24, 22, 52, 14]

/** The head of the table of events. */
const eventHead = line('position', 'recorded', 'event', 'stream', 'actor', 'data').toUpperCase()

/** An event as a line of a table whose columns stand still while more events come. */
function eventLine(event: ToldEvent): string {
  const { position, recorded_at: recorded, type, stream, revision, metadata, data } = event
  const place = `${stream}@${revision}`
  const { actor = '', via } = metadata
  const who = [actor, via].filter(Boolean).map(String).join(' via ')
  return line(position, recorded, type, place, who, shortened(data))
}

function line(...cells: readonly string[]): string {
  const padded = cells.map((cell, column) => oneLine(cell).padEnd(widths[column] ?? 0))
  return padded.join('  ').trimEnd()
}

function shortened(data: unknown): string {
  const text = JSON.stringify(data)
  return text.length > dataWidth ? `${text.slice(0, dataWidth - 1)}…` : text
}
