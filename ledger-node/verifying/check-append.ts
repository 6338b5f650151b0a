import { bodyDigest, framesOf } from '../storing/append-row.ts'
import { parseRecordedEvent } from '../protocol/recorded-event.ts'
import { tombstoneRevision } from '../wire/numbers.ts'
import type { Frame } from '../wire/frame.ts'

/** A row of the ledger as it is stored. */
export interface StoredAppend {
  readonly position: number
  readonly streamId: number
  readonly revision: number
  readonly events: number
  readonly firstId: string
  readonly ids: Buffer | null
  readonly body: Buffer
  /** Of the body as it was written; null in rows from before there were digests. */
  readonly digest: Buffer | null
}

type Fault = Pick<LedgerFault, 'check' | 'text'>

/** Says in what a row does not agree with itself: its body with its place, its stream and its idempotency record. */
export function checkAppend(row: StoredAppend, stream: string): readonly Fault[] {
  const frames = split(row.body)
  if (!frames) return [{ check: 'bodies', text: 'its body is damaged' }]
  if (frames.length !== row.events) {
    const text = `its body holds ${frames.length} events instead of ${row.events}`
    return [{ check: 'bodies', text }]
  }
  const ids = recordedIds(row)
  if (ids.length !== row.events) {
    const text = `it records ${ids.length} ids for ${row.events} events`
    return [{ check: 'ids', text }]
  }
  const faults = frames.flatMap((frame, i) =>
    checkEvent(frame, { row, stream, i, id: ids[i] ?? '' }),
  )
  if (!row.digest || row.digest.equals(bodyDigest(row.body))) return faults
  return [...faults, { check: 'bodies', text: 'its body is not the one that was written' }]
}

interface Expected {
  readonly row: StoredAppend
  readonly stream: string
  readonly i: number
  readonly id: string
}

function checkEvent(frame: Frame, { row, stream, i, id }: Expected): readonly Fault[] {
  const back = row.events - 1 - i
  const faults: Fault[] = []
  const compare = (check: Fault['check'], what: string, is: unknown, wanted: unknown): void => {
    if (is === wanted) return
    faults.push({ check, text: `event ${i + 1} of it has the ${what} ${is} instead of ${wanted}` })
  }
  try {
    const event = parseRecordedEvent(frame)
    compare('bodies', 'position', event.position, row.position - back)
    compare('bodies', 'revision', shown(event.revision), shown(row.revision - back))
    compare('bodies', 'stream', event.stream, stream)
    compare('ids', 'id', event.id, id)
  } catch {
    faults.push({ check: 'bodies', text: `event ${i + 1} of it is damaged` })
  }
  return faults
}

function shown(revision: number): string {
  return revision === tombstoneRevision ? 'of a tombstone' : String(revision)
}

function split(body: Buffer): readonly Frame[] | undefined {
  try {
    return framesOf(body)
  } catch {
    return undefined
  }
}

/** As the writer looks them up: the first one by itself, and all of an append of several. */
function recordedIds({ firstId, ids }: StoredAppend): readonly string[] {
  if (!ids) return [firstId]
  const listed = Array.from({ length: Math.ceil(ids.length / 16) }, (_, i) =>
    ids
      .toString('hex', i * 16, i * 16 + 16)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  )
  return [firstId, ...listed.slice(1)]
}

/** Something that is wrong in a ledger, and where. */
export interface LedgerFault {
  readonly check: 'positions' | 'revisions' | 'bodies' | 'ids' | 'streams' | 'node'
  readonly text: string
  /** Name of the stream. */
  readonly stream?: string
  readonly position?: number
}
