import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { firstRecordedAt } from './carried.ts'
import { isMark } from './stream-marks.ts'

/**
 * A place in the ledger: a position, or the first event that was recorded at a time or after it. `asked`: the words that meant that time
 * when it was asked for.
 */
export type Edge = { readonly position: bigint } | { readonly time: Date; readonly asked?: string }

/** What of the ledger is exported: one stretch, and of it what concerns a board or is of some types. */
export interface ExportRequest {
  /** With this event. */
  readonly from?: Edge
  /** Without this event. */
  readonly to?: Edge
  readonly board?: string
  readonly types?: readonly string[]
}

/** Tells whether an export of this request holds all that a ledger needs to be filled from it. */
export function isWhole({ from, board, types }: ExportRequest): boolean {
  return from === undefined && board === undefined && types === undefined
}

/** What becomes of an event of the ledger: it is told, it is not, or the stretch ends before it. */
export type Verdict = 'told' | 'left_out' | 'end'

/** Judges the events of a ledger, all of them from its start and in their order, for one export. */
export function createExportFilter({
  from,
  to,
  board,
  types,
}: ExportRequest): (event: WholeEvent) => Verdict {
  const ofBoard = board === undefined ? () => true : createBoardFilter(board)
  let begun = from === undefined
  return event => {
    const concerns = ofBoard(event)
    begun ||= from === undefined || isAtOrAfter(event, from)
    if (!begun) return 'left_out'
    if (to !== undefined && isAtOrAfter(event, to)) return 'end'
    if (types !== undefined && !types.includes(event.type)) return 'left_out'
    return concerns ? 'told' : 'left_out'
  }
}

/** An event is a board's when it names it, when its stream is called after it, or when an earlier event of its stream named it last. */
function createBoardFilter(board: string): (event: WholeEvent) => boolean {
  const streams = new Set<string>()
  return event => {
    const { stream } = event
    if (isMark(event)) return false
    const named = boardOf(event)
    if (named === board) streams.add(stream)
    else if (typeof named === 'string') streams.delete(stream)
    return streams.has(stream) || stream.slice(stream.indexOf('-') + 1) === board
  }
}

function boardOf({ data }: WholeEvent): unknown {
  if (typeof data !== 'object' || data === null) return undefined
  return Reflect.get(data, 'boardId')
}

function isAtOrAfter(event: WholeEvent, edge: Edge): boolean {
  return 'position' in edge ? event.position >= edge.position : firstRecordedAt(event) >= edge.time
}
