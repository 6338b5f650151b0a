import {
  open,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Clock } from '../clock.ts'
import { codeOf, DecklogError } from '../errors.ts'
import type { ReadableWhole, WholeEvent } from '../ledger/whole-ledger.ts'
import { toCloudEvent } from './cloud-event.ts'
import { createDigest, endedType, frameLine, startedType, startOf } from './export-lines.ts'
import { createExportFilter, type ExportRequest } from './export-request.ts'
import { readLines } from './read-lines.ts'

const usualPiece = 5_000
const compress = promisify(gzip)

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
}

interface WriteRequest {
  readonly ledger: ReadableWhole
  readonly file: string
  readonly request: ExportRequest
  readonly clock: Clock
  readonly tell: (progress: ExportProgress) => void
  /** Lines of one piece; default 5,000. */
  readonly pieceEvents?: number
}

/** What is kept beside an export that is not done. */
interface PartState {
  readonly asked: string
  /** Of the file, after whole pieces. */
  readonly bytes: number
  readonly events: number
  readonly position: string | null
  readonly head: string
}

/**
 * Writes an export, in pieces that are on the disk before they count: one that was cut short goes on after the last of them. The file has its
 * name once it is whole; until then it is `<file>.part`, beside `<file>.part.json`. DECKLOG_INPUT_UNREADABLE when the file is there already,
 * or when the one that was cut short was another export.
 */
export async function writeExport(parts: WriteRequest): Promise<Exported> {
  const { file, ledger, request, clock } = parts
  if (await exists(file)) throw unusable(`${file} is there already`)
  const asked = JSON.stringify(startOf(request, 0n))
  const state = await loadState(file, asked)
  if (state) await truncate(partOf(file), state.bytes)
  const handle = await open(partOf(file), state ? 'a' : 'w', 0o600)
  try {
    const known = state ?? {
      asked,
      bytes: 0,
      events: 0,
      position: null,
      head: String(await ledger.head()),
    }
    const pieces = new Pieces(handle, file, known)
    if (state) for await (const line of readLines(partOf(file))) pieces.digest.update(`${line}\n`)
    else pieces.add(frameLine(startedType, startOf(request, BigInt(known.head)), clock.now()))
    await addEvents(parts, pieces)
    pieces.add(frameLine(endedType, pieces.end(), clock.now()))
    await pieces.write()
    const { events, position } = pieces
    await rename(partOf(file), file)
    await rm(stateOf(file), { force: true })
    return { events, position, resumed: state !== undefined }
  } finally {
    await handle.close()
  }
}

async function addEvents(parts: WriteRequest, pieces: Pieces): Promise<void> {
  const { ledger, request, tell, pieceEvents = usualPiece } = parts
  const judge = createExportFilter(request)
  const { head, position: known = -1n } = pieces
  // What was known of streams before counts too, for a board; else it begins where it is to go on.
  const from = request.board === undefined && pieces.position !== undefined ? known : undefined
  for await (const event of ledger.readAll(from === undefined ? {} : { after: from })) {
    if (event.position > head) return
    const verdict = judge(event)
    if (verdict === 'end') return
    if (event.position <= known) continue
    if (verdict === 'told') pieces.tellOf(event)
    if (pieces.waiting < pieceEvents) continue
    await pieces.flush()
    tell({ events: pieces.events, position: event.position, head })
  }
}

/** Lines that wait, the piece of the file that they become, and how far that is. */
class Pieces {
  readonly digest = createDigest()
  readonly head: bigint
  readonly #handle: FileHandle
  readonly #file: string
  readonly #asked: string
  #lines: string[] = []
  #bytes: number
  events: number
  position: bigint | undefined

  constructor(
    handle: FileHandle,
    file: string,
    { asked, bytes, events, position, head }: PartState,
  ) {
    this.#handle = handle
    this.#file = file
    this.#asked = asked
    this.#bytes = bytes
    this.events = events
    this.position = position === null ? undefined : BigInt(position)
    this.head = BigInt(head)
  }

  get waiting(): number {
    return this.#lines.length
  }

  tellOf(event: WholeEvent): void {
    this.events += 1
    this.position = event.position
    this.add(`${JSON.stringify(toCloudEvent(event))}\n`)
  }

  add(line: string): void {
    this.digest.update(line)
    this.#lines.push(line)
  }

  end(): { events: number; position: string | null; sha256: string } {
    const { events, position } = this
    const sha256 = this.digest.copy().digest('hex')
    return { events, position: position === undefined ? null : String(position), sha256 }
  }

  async write(): Promise<void> {
    const piece = await compress(this.#lines.splice(0).join(''))
    await this.#handle.appendFile(piece)
    await this.#handle.sync()
    this.#bytes += piece.length
  }

  /** Writes what waits, and notes that it is there. */
  async flush(): Promise<void> {
    await this.write()
    const { events, position, head } = this
    const state: PartState = {
      ...{ asked: this.#asked, bytes: this.#bytes, events, head: String(head) },
      position: position === undefined ? null : String(position),
    }
    await writeFile(`${stateOf(this.#file)}.new`, JSON.stringify(state), { mode: 0o600 })
    await rename(`${stateOf(this.#file)}.new`, stateOf(this.#file))
  }
}

async function loadState(file: string, asked: string): Promise<PartState | undefined> {
  const text = await readFile(stateOf(file), 'utf8').catch(() => undefined)
  if (text === undefined || !(await exists(partOf(file)))) return undefined
  const state: PartState = JSON.parse(text)
  if (state.asked === asked) return state
  throw unusable(
    `${partOf(file)} is of an export that asked for something else; remove it and ${stateOf(file)}, or take another name`,
  )
}

const partOf = (file: string): string => `${file}.part`
const stateOf = (file: string): string => `${file}.part.json`

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw unusable(`${file} cannot be written: ${codeOf(error) ?? 'unknown'}`)
    },
  )
}

function unusable(message: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', message)
}
