import { randomUUID } from 'node:crypto'
import {
  parseRecordedEvent,
  type RecordedEvent,
} from '../../ledger-node/protocol/recorded-event.ts'
import { framesOf } from '../../ledger-node/storing/append-row.ts'
import type { SealedLedger } from './sealed-ledger.ts'

/** A row of the ledger's database, with its events. */
export interface TamperedRow {
  readonly position: number
  readonly body: Buffer
  readonly events: readonly RecordedEvent[]
}

/** What an edit was, and what of it is to be found. */
export interface Edit {
  readonly kind: string
  readonly wanted: readonly Wanted[]
}

/** A finding that is wanted; without `id`, of any event. */
export interface Wanted {
  readonly verdict: string
  readonly id?: string
  readonly field?: string
}

/** Chance that is the same at every run. */
export type Random = (below: number) => number

type Make = (ledger: SealedLedger, rows: readonly TamperedRow[], random: Random) => Promise<Edit>

/** The rows that the checkpoints cover, without those of streams that are not sealed; of all, or after what they cover. */
export async function rowsOf(
  { edit, coveredUpTo }: SealedLedger,
  which: 'covered' | 'later' = 'covered',
): Promise<readonly TamperedRow[]> {
  const sign = which === 'covered' ? '<=' : '>'
  const rows = await edit(
    `select position, body from ledger.appends where position ${sign} $1 order by position`,
    [String(coveredUpTo)],
  )
  return rows
    .map(({ position, body }) => {
      const bytes = Buffer.from(body as Buffer)
      return {
        position: Number(position),
        body: bytes,
        events: framesOf(bytes).map(parseRecordedEvent),
      }
    })
    .filter(({ events }) => events.every(({ stream }) => /^(?:run|reading)-/.test(stream)))
}

/** Where the regions of an event are in the body of its row. */
const regions = {
  data: ({ data }: RecordedEvent, body: Buffer) => regionOf(body, data, 0, data.length),
  metadata: ({ encoded }: RecordedEvent, body: Buffer) => {
    const start = encoded.indexOf('{"receivedAt"')
    return regionOf(body, encoded, start, encoded.indexOf('}', start) + 1)
  },
  type: ({ encoded, type }: RecordedEvent, body: Buffer) => {
    const start = encoded.indexOf(type)
    return regionOf(body, encoded, start, start + type.length)
  },
  // Times count to the millisecond: what comes after is read by nobody.
  recordedAt: ({ encoded }: RecordedEvent, body: Buffer) => {
    const digits = /\d{17,19}/.exec(encoded.toString('latin1'))
    const start = digits?.index ?? 0
    return regionOf(body, encoded, start + 5, start + (digits?.[0].length ?? 0) - 4)
  },
} as const

function regionOf(body: Buffer, part: Buffer, from: number, to: number): readonly [number, number] {
  const base = part.byteOffset - body.byteOffset
  return [base + from, base + to]
}

function flip(field: keyof typeof regions): Make {
  return async (ledger, rows, random) => {
    const row = pick(rows, random)
    const event = pick(row.events, random)
    const [from, to] = regions[field](event, row.body)
    const at = from + random(to - from)
    const body = Buffer.from(row.body)
    const was = body[at] ?? 0
    // A digit becomes another, of anything else one bit is another.
    body[at] =
      was >= 48 && was <= 57 ? 48 + ((was - 48 + 1 + random(9)) % 10) : was ^ (1 << random(5))
    await ledger.edit('update ledger.appends set body = $2 where position = $1', [
      row.position,
      body,
    ])
    return {
      kind: `flip a byte of ${field}`,
      wanted: [{ verdict: 'altered', id: event.id, field }],
    }
  }
}

const drop: Make = async (ledger, rows, random) => {
  const row = pick(rows, random)
  await ledger.edit('delete from ledger.appends where position = $1', [row.position])
  return { kind: 'drop', wanted: row.events.map(({ id }) => ({ verdict: 'missing', id })) }
}

const dropMany: Make = async (ledger, rows, random) => {
  const from = random(rows.length - 20)
  const gone = rows.slice(from, from + 1 + random(20))
  await ledger.edit('delete from ledger.appends where position = any($1::int8[])', [
    gone.map(({ position }) => position),
  ])
  const wanted = gone.flatMap(({ events }) => events.map(({ id }) => ({ verdict: 'missing', id })))
  return { kind: 'drop many', wanted }
}

const truncate: Make = async (ledger, rows, random) => {
  const from = Math.floor(rows.length / 2) + random(Math.floor(rows.length / 2))
  const gone = rows.slice(from)
  await ledger.edit('delete from ledger.appends where position >= $1', [gone[0]?.position])
  const wanted = gone.flatMap(({ events }) => events.map(({ id }) => ({ verdict: 'missing', id })))
  return { kind: 'truncate', wanted }
}

// Two rows in one another's place.
const swap: Make = async (ledger, rows, random) => {
  const single = rows.filter(({ events }) => events.length === 1)
  const one = pick(single, random)
  const other = pick(
    single.filter(row => row !== one && sameLog(row, one)),
    random,
  )
  await ledger.edit(
    'update ledger.appends set position = -position where position = any($1::int8[])',
    [[one.position, other.position]],
  )
  await ledger.edit(
    'update ledger.appends set position = case position when $1::int8 then $2::int8 else -$1::int8 end where position < 0',
    [-one.position, other.position],
  )
  const wanted = [one, other].flatMap(({ events }) =>
    events.map(({ id }) => ({ verdict: 'reordered', id })),
  )
  return { kind: 'swap', wanted }
}

// In the place of a pulse, which leaves room between positions.
const insert: Make = async (ledger, rows, random) => {
  const row = pick(
    rows.filter(({ events }) => events.length === 1),
    random,
  )
  const [event] = row.events
  const id = randomUUID()
  const body = Buffer.from(row.body)
  body.write(id, body.indexOf(event?.id ?? ''))
  const free = await ledger.edit(
    `
      select position + 1 as position from ledger.appends as before
      where not exists (
        select from ledger.appends where position - events < before.position + 1 and position >= before.position + 1
      ) and position < $1 order by position
    `,
    [String(ledger.coveredUpTo)],
  )
  const place = pick(free, random)['position']
  await ledger.edit(
    `
      insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, body)
      select $2, stream_id, revision + 1000000, recorded_at, $3, 1, $4 from ledger.appends where position = $1
    `,
    [row.position, place, id, body],
  )
  return { kind: 'insert', wanted: [{ verdict: 'inserted', id }] }
}

/** Edits by which the database of a ledger is changed. */
export const edits: readonly Make[] = [
  ...[flip('data'), flip('metadata'), flip('type'), flip('recordedAt')],
  ...[drop, dropMany, swap, insert, truncate],
]

function sameLog(one: TamperedRow, other: TamperedRow): boolean {
  const log = ({ events }: TamperedRow): string => events[0]?.stream.split('-')[0] ?? ''
  return log(one) === log(other)
}

export function pick<T>(from: readonly T[], random: Random): T {
  const found = from[random(from.length)]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}
