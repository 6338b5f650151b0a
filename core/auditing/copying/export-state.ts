import { readFile, stat } from 'node:fs/promises'
import { codeOf, DecklogError } from '../../errors.ts'
import type { ReadableWhole, WholeEvent } from '../../ledger/whole-ledger.ts'
import { startOf } from './export-lines.ts'
import type { Edge, ExportRequest } from './export-request.ts'

/** Where an export is until it is whole. */
export const partOf = (file: string): string => `${file}.part`

/** Where it says how far that is. */
export const stateOf = (file: string): string => `${file}.part.json`

/** What is kept beside an export that is not done. */
export interface PartState {
  /** What was asked for, in the words in which it was. */
  readonly asked: string
  /** The times that those words meant when it began; null where none was asked for. */
  readonly times: { readonly from: string | null; readonly to: string | null }
  /** An event that only this ledger has so: the first, and the last that was looked at. */
  readonly ledger: { readonly first: string | null; readonly last: string | null }
  /** Of the file, after whole pieces. */
  readonly bytes: number
  readonly events: number
  readonly position: string | null
  readonly head: string
}

/** The state of an export that begins. */
export async function beginState(
  ledger: ReadableWhole,
  request: ExportRequest,
): Promise<PartState> {
  const { from, to } = request
  return {
    ...{ asked: askedOf(request), times: { from: timeText(from), to: timeText(to) } },
    ledger: { first: markOf(await firstOf(ledger, {})), last: null },
    ...{ bytes: 0, events: 0, position: null, head: String(await ledger.head()) },
  }
}

/** The state of an export that was cut short, if there is one; DECKLOG_INPUT_UNREADABLE when it is not of this request and ledger. */
export async function loadState(
  file: string,
  ledger: ReadableWhole,
  request: ExportRequest,
): Promise<PartState | undefined> {
  const text = await readFile(stateOf(file), 'utf8').catch(() => undefined)
  if (text === undefined || !(await exists(partOf(file)))) return undefined
  const state = parseState(text)
  const way = `remove it and ${stateOf(file)}, or take another name`
  // After an outage of power either may be less than was written.
  if (!state || (await stat(partOf(file))).size < state.bytes)
    throw unusable(`${partOf(file)} is not what was written: ${way}`)
  if (state.asked !== askedOf(request))
    throw unusable(`${partOf(file)} is of an export that asked for something else; ${way}`)
  if (await isOf(ledger, state)) return state
  throw unusable(`${partOf(file)} is an export of another ledger; ${way}`)
}

/** What is asked for, with the times that it meant when the export began. */
export function asBegun(request: ExportRequest, { times: { from, to } }: PartState): ExportRequest {
  return {
    ...request,
    ...(from === null ? {} : { from: { time: new Date(from) } }),
    ...(to === null ? {} : { to: { time: new Date(to) } }),
  }
}

/** What tells an event from that of another ledger, or of a copy: where it is, and when it was stored there. */
export function markOf(event: WholeEvent | undefined): string | null {
  return event ? `${event.id} at ${event.position}, ${event.storedAt.toISOString()}` : null
}

/** Whether a file is there; DECKLOG_INPUT_UNREADABLE when nobody can tell. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw unusable(`${file} cannot be written: ${codeOf(error) ?? 'unknown'}`)
    },
  )
}

/** Says that a file cannot be used. */
export function unusable(message: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', message)
}

function askedOf(request: ExportRequest): string {
  const { from, to } = request
  return JSON.stringify({ ...startOf(request, 0n), ...words('from', from), ...words('to', to) })
}

function words(name: 'from' | 'to', edge: Edge | undefined): object {
  return edge && 'asked' in edge ? { [name]: edge.asked } : {}
}

function timeText(edge: Edge | undefined): string | null {
  return edge && 'time' in edge ? edge.time.toISOString() : null
}

// Either may have expired since.
async function isOf(ledger: ReadableWhole, { ledger: known, position }: PartState) {
  if (known.first === markOf(await firstOf(ledger, {}))) return true
  if (position === null || known.last === null) return false
  return known.last === markOf(await firstOf(ledger, { from: BigInt(position) }))
}

async function firstOf(
  ledger: ReadableWhole,
  read: { readonly from?: bigint },
): Promise<WholeEvent | undefined> {
  for await (const event of ledger.readAll(read)) return event
  return undefined
}

function parseState(text: string): PartState | undefined {
  try {
    const state: PartState = JSON.parse(text)
    return typeof state.ledger === 'object' && typeof state.times === 'object' ? state : undefined
  } catch {
    return undefined
  }
}
