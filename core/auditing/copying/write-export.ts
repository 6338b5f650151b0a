import { open, rename, rm, truncate } from 'node:fs/promises'
import type { Clock } from '../../clock.ts'
import type { ReadableWhole, WholeLedger } from '../../ledger/whole-ledger.ts'
import { endedType, frameLine, startedType, startOf } from './export-lines.ts'
import { Pieces } from './export-pieces.ts'
import { createExportFilter, isWhole, type ExportRequest } from './export-request.ts'
import {
  asBegun,
  beginState,
  exists,
  loadState,
  partOf,
  type PartState,
  stateOf,
  unusable,
} from './export-state.ts'
import { readLines } from './read-lines.ts'
import { createRedactor } from './shown-events.ts'

const usualPiece = 5_000

/** How far an export is. */
export interface ExportProgress {
  readonly events: number
  readonly position: bigint
  readonly head: bigint
}

/** What came of an export. */
export interface Exported {
  readonly events: number
  readonly position: bigint | undefined
  /** It went on where an earlier one was cut short. */
  readonly resumed: boolean
  /** The times that were asked for, as they were meant when the export began. */
  readonly times: PartState['times']
}

interface WriteRequest {
  readonly ledger: ReadableWhole & Pick<WholeLedger, 'readBack'>
  readonly file: string
  readonly request: ExportRequest
  readonly clock: Clock
  readonly tell: (progress: ExportProgress) => void
  /** Lines of one piece; default 5,000. */
  readonly pieceEvents?: number
}

/**
 * Writes an export, in pieces that are on the disk before they count: one that was cut short goes on after the last of them. The file has its
 * name once it is whole; until then it is `<file>.part`, beside `<file>.part.json`. DECKLOG_INPUT_UNREADABLE when the file is there already,
 * or when the one that was cut short was another export, or of another ledger.
 */
export async function writeExport(parts: WriteRequest): Promise<Exported> {
  const { file, ledger, clock } = parts
  if (await exists(file)) throw unusable(`${file} is there already`)
  const state = await loadState(file, ledger, parts.request)
  if (state) await truncate(partOf(file), state.bytes)
  const handle = await open(partOf(file), state ? 'a' : 'w', 0o600)
  try {
    const known = state ?? (await beginState(ledger, parts.request))
    const request = asBegun(parts.request, known)
    const pieces = new Pieces(handle, file, known)
    if (state) for await (const line of readLines(partOf(file))) pieces.digest.update(`${line}\n`)
    else pieces.add(frameLine(startedType, startOf(request, BigInt(known.head)), clock.now()))
    await addEvents({ ...parts, request }, pieces)
    pieces.add(frameLine(endedType, pieces.end(), clock.now()))
    await pieces.write()
    const { events, position } = pieces
    await rename(partOf(file), file)
    await rm(stateOf(file), { force: true })
    return { events, position, resumed: state !== undefined, times: known.times }
  } finally {
    await handle.close()
  }
}

async function addEvents(parts: WriteRequest, pieces: Pieces): Promise<void> {
  const { ledger, request, tell, pieceEvents = usualPiece } = parts
  const judge = createExportFilter(request)
  // A whole export is what the ledger can be made from again, to the byte; any other is for somebody to read.
  const shown = isWhole(request) ? undefined : await createRedactor(ledger)
  const { head, position: known = -1n } = pieces
  // What was known of streams before counts too, for a board; else it begins where it is to go on.
  const from = request.board === undefined && pieces.position !== undefined ? known : undefined
  for await (const event of ledger.readAll(from === undefined ? {} : { after: from })) {
    if (event.position > head) return
    const verdict = judge(event)
    if (verdict === 'end') return
    if (event.position <= known) continue
    if (verdict === 'told') pieces.tellOf(shown ? shown(event) : event)
    if (pieces.waiting < pieceEvents) continue
    await pieces.flush()
    tell({ events: pieces.events, position: event.position, head })
  }
}
