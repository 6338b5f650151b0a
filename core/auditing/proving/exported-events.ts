import { DecklogError, isDecklogError, messageOf } from '../../errors.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import { readLineParts } from '../copying/read-lines.ts'
import { readScope, type SealScope, scopeType } from '../sealing/seal-scope.ts'
import type { TimedScope } from './expiry.ts'

/** What an export tells of itself before its events are held against a log. */
export interface ExportHead {
  /** When it was made: what had expired by then may be missing. */
  readonly madeAt: Date
  /** What was sealed, in order of time. */
  readonly scopes: readonly TimedScope[]
}

const startedType = 'decklog.ExportStarted'
const frameTypes = new Set([startedType, 'decklog.ExportEnded'])
const batchEvents = 500

/**
 * Looks through an export for what it must be judged by. DECKLOG_INPUT_UNREADABLE when it is none, or one of a part: what was left out
 * cannot be told from what is missing.
 */
export async function readExportHead(file: string): Promise<ExportHead> {
  const scopes: TimedScope[] = []
  let madeAt: Date | undefined
  for await (const lines of readBatches(file, () => undefined)) {
    if (!madeAt) madeAt = madeAtOf(file, lines[0] ?? '')
    for (const line of lines.filter(one => one.includes(`"${scopeType}"`))) {
      const event = parseEvent(line)
      const scope: SealScope | undefined = event && readScope(event)
      if (event && scope) scopes.push({ scope, from: event.recordedAt })
    }
  }
  if (!madeAt) throw unreadable(file, 'it is empty')
  return { madeAt, scopes }
}

/** The events of an export in its order. A line that is no event, and an end that is no end, are told and passed. */
export async function* exportedEvents(
  file: string,
  tell: (problem: string) => void,
): AsyncGenerator<readonly StoredEvent[]> {
  let number = 0
  for await (const lines of readBatches(file, tell)) {
    const events: StoredEvent[] = []
    for (const line of lines) {
      number += 1
      const event = parseEvent(line)
      if (event === undefined) tell(`line ${number} is no event`)
      else if (!frameTypes.has(event.type)) events.push(event)
    }
    yield events
  }
}

// Without a schema: whatever is not as it was is found by its digests.
function parseEvent(line: string): StoredEvent | undefined {
  try {
    const told = JSON.parse(line)
    const data = 'data_base64' in told ? Buffer.from(told.data_base64, 'base64') : told.data
    const metadata = metadataOf(told)
    const recordedAt = new Date(told.recordedat ?? told.time)
    if (Number.isNaN(recordedAt.getTime())) return undefined
    return {
      ...{ id: String(told.id), type: String(told.type), stream: String(told.subject) },
      ...{ revision: BigInt(told.revision ?? 0), position: BigInt(told.position ?? 0) },
      ...{ data, metadata: strings(metadata), recordedAt, raw: { data, metadata } },
    }
  } catch {
    return undefined
  }
}

interface ToldMetadata {
  readonly metadata?: string
  readonly metadatabytes?: string
}

function metadataOf({ metadata, metadatabytes }: ToldMetadata): unknown {
  if (metadatabytes !== undefined) return Buffer.from(metadatabytes, 'base64')
  return metadata === undefined ? {} : JSON.parse(metadata)
}

function strings(metadata: unknown): Readonly<Record<string, string>> {
  if (typeof metadata !== 'object' || metadata === null || ArrayBuffer.isView(metadata)) return {}
  const entries: [string, unknown][] = Object.entries(metadata)
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}

function madeAtOf(file: string, line: string): Date {
  try {
    const { type, time, data } = JSON.parse(line)
    if (type === startedType && data.whole === true) return new Date(time)
    if (type === startedType)
      throw unreadable(file, 'it is of a part of the ledger: export all of it, without filters')
  } catch (error) {
    if (isDecklogError(error)) throw error
  }
  throw unreadable(file, 'it is no export of Decklog')
}

async function* readBatches(
  file: string,
  tell: (problem: string) => void,
): AsyncGenerator<readonly string[]> {
  try {
    for await (const lines of readLineParts(file, () => tell('it ends within a line')))
      for (let at = 0; at < lines.length; at += batchEvents) yield lines.slice(at, at + batchEvents)
  } catch (error) {
    // What could be read is judged all the same.
    tell(`it cannot be read to its end: ${messageOf(error)}`)
  }
}

function unreadable(file: string, why: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file} cannot be verified: ${why}.`)
}
