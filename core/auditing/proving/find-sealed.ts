import type { Database } from '../../../postgres/database.ts'
import { markOf } from '../sealing/growing-log.ts'
import { type LogEntry, parseEntry } from '../sealing/log-entry.ts'
import { unpackEntries } from '../transparency/bundle.ts'
import { tileWidth } from '../transparency/tiles.ts'

/** An entry of an event, and where it is. */
export interface SealedEntry {
  readonly origin: string
  readonly index: number
  readonly entry: LogEntry
  readonly bytes: Buffer
}

/** An event whose entry is looked for. */
export interface Sought {
  readonly id: string
  /** When it was recorded, where that is known. */
  readonly recordedAt?: Date | undefined
}

/** The clocks of those who make ids and of the ledger are not the same; what is buffered is recorded later than it was made. */
const slackMs = 600_000
/** Of events in so many times apart all marks are walked through at once: finding a time takes some forty questions. */
const mostWindows = 50
/** So many bundles are walked through at a time, which is a megabyte of marks. */
const walkedAtOnce = 1_000
/** So many bundles of entries are read at a time, which is a megabyte too. */
const readAtOnce = 16
const markBytes = 4

type Reader = Pick<Database, 'query'>

/**
 * Finds the entries of events among the logs, by their ids; what is not found was not sealed, or has been pruned. They are looked for near the
 * time at which they were recorded or, as ids of version 7 tell, made. For all that is not there, as ids of other versions,
 * the marks of the logs are walked through once, however many they are: four bytes an entry, a megabyte at a time.
 */
export async function findSealed(
  database: Reader,
  origins: readonly string[],
  sought: readonly Sought[],
): Promise<ReadonlyMap<string, SealedEntry>> {
  const search = new Search(database, sought)
  const windows = windowsOf(sought)
  if (windows.length <= mostWindows)
    for (const origin of origins) {
      const newest = await newestBundle(database, origin)
      for (const { from, to } of windows)
        await search.walk(origin, {
          from: await firstSince(database, { origin, newest, time: from }),
          to: await firstSince(database, { origin, newest, time: to }),
        })
    }
  for (const origin of origins) await search.walk(origin, { from: 0, to: Number.MAX_SAFE_INTEGER })
  return search.found
}

interface Window {
  readonly from: Date
  readonly to: Date
}

/** The times around which events were recorded, those that overlap as one, in order. */
function windowsOf(sought: readonly Sought[]): readonly Window[] {
  const timesMs = sought
    .map(({ id, recordedAt }) => recordedAt?.getTime() ?? timeOf(id))
    .filter(time => time !== undefined)
    .sort((a, b) => a - b)
  const windows: { readonly from: Date; to: Date }[] = []
  for (const timeMs of timesMs) {
    const [from, to] = [new Date(timeMs - slackMs), new Date(timeMs + slackMs)]
    const last = windows.at(-1)
    if (last && last.to >= from) last.to = to
    else windows.push({ from, to })
  }
  return windows
}

/** When an id of version 7 was made, in milliseconds of the epoch; undefined of others. */
function timeOf(id: string): number | undefined {
  const [, high = '', low = ''] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id) ?? []
  return high === '' ? undefined : Number.parseInt(high + low, 16)
}

// What is selected as text would be put in the order of texts, were the table not named.
async function newestBundle(database: Reader, origin: string): Promise<number> {
  const [newest] = await database.query<{ readonly n: string }>(
    'select n::text from sealed_bundles where origin = $1 order by sealed_bundles.n desc limit 1',
    [origin],
  )
  return Number(newest?.n ?? 0)
}

interface Since {
  readonly origin: string
  /** The number of its newest bundle. */
  readonly newest: number
  readonly time: Date
}

/** The number of the first bundle whose newest entry is not older than a time, or of the newest. Bundles grow in time, and those pruned are passed. */
async function firstSince(database: Reader, { origin, newest, time }: Since): Promise<number> {
  let [low, high] = [0, newest]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [row] = await database.query<{ readonly n: string; readonly newest_at: Date }>(
      `
        select n::text, newest_at from sealed_bundles
        where origin = $1 and n >= $2 order by sealed_bundles.n limit 1
      `,
      [origin, middle],
    )
    if (!row || row.newest_at >= time) high = middle
    else low = Number(row.n) + 1
  }
  return low
}

/** Numbers of bundles, both included. */
interface Bundles {
  readonly from: number
  readonly to: number
}

/** Looks for events by their marks, until all are found. */
class Search {
  readonly found = new Map<string, SealedEntry>()
  readonly #database: Reader
  readonly #ids: Set<string>
  readonly #marks: Set<number>

  constructor(database: Reader, sought: readonly Sought[]) {
    this.#database = database
    this.#ids = new Set(sought.map(({ id }) => id))
    this.#marks = new Set(sought.map(({ id }) => markOf(id).readUInt32BE()))
  }

  async walk(origin: string, { from, to }: Bundles): Promise<void> {
    for (let next = from; next <= to && this.#ids.size > 0;) {
      const rows = await this.#database.query<MarksRow>(
        `
          select n::text, marks from sealed_bundles
          where origin = $1 and n >= $2 and n <= $3 order by sealed_bundles.n limit ${walkedAtOnce}
        `,
        [origin, next, to],
      )
      await this.#look(
        origin,
        rows.filter(({ marks }) => this.#isMarked(marks)).map(({ n }) => n),
      )
      if (rows.length < walkedAtOnce) return
      next = Number(rows.at(-1)?.n) + 1
    }
  }

  #isMarked(marks: Buffer): boolean {
    for (let at = 0; at + markBytes <= marks.length; at += markBytes)
      if (this.#marks.has(marks.readUInt32BE(at))) return true
    return false
  }

  async #look(origin: string, numbers: readonly string[]): Promise<void> {
    for (let at = 0; at < numbers.length && this.#ids.size > 0; at += readAtOnce) {
      const rows = await this.#database.query<EntriesRow>(
        'select n::text, entries from sealed_bundles where origin = $1 and n = any($2) order by sealed_bundles.n',
        [origin, numbers.slice(at, at + readAtOnce)],
      )
      for (const row of rows) this.#take(origin, row)
    }
  }

  #take(origin: string, { n, entries }: EntriesRow): void {
    for (const [i, bytes] of unpackEntries(entries).entries()) {
      const entry = parseEntry(bytes)
      if (!this.#ids.delete(entry.id)) continue
      this.found.set(entry.id, { origin, index: Number(n) * tileWidth + i, entry, bytes })
    }
  }
}

interface MarksRow {
  readonly n: string
  readonly marks: Buffer
}

interface EntriesRow {
  readonly n: string
  readonly entries: Buffer
}
