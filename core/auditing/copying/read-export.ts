import { DecklogError, isDecklogError, messageOf } from '../../errors.ts'
import type { ReadableWhole, WholeEvent } from '../../ledger/whole-ledger.ts'
import { fromCloudEvent } from './cloud-event.ts'
import { createDigest, readEnd, readStart, type ExportStart } from './export-lines.ts'
import { readLines } from './read-lines.ts'

/** An export that has been read to its end. */
export interface CheckedExport {
  readonly start: ExportStart
  readonly events: number
  readonly position: bigint | undefined
}

/**
 * Reads all of an export: every line, in order, to its end. DECKLOG_INPUT_UNREADABLE names the line that is wrong,
 * DECKLOG_EXPORT_UNFIT says that the export was cut short or altered.
 */
export async function checkExport(
  file: string,
  tell: (events: number) => void = () => undefined,
): Promise<CheckedExport> {
  const digest = createDigest()
  let start: ExportStart | undefined
  let [number, events, position, isEnded] = [0, 0, -1n, false]
  for await (const line of readLines(file)) {
    number += 1
    const value = parse(file, line, number)
    const told = atLine(file, number, () => {
      if (isEnded) throw new Error('something follows the end')
      if (number === 1)
        return (
          readStart(value) ?? fail('it is no export of Decklog: its first line says nothing of one')
        )
      return readEnd(value) ?? fromCloudEvent(value)
    })
    if ('format' in told) start = told
    else if ('sha256' in told) {
      isEnded = true
      const sha256 = digest.copy().digest('hex')
      if (told.sha256 !== sha256 || told.events !== events)
        throw unfit(file, 'was altered: its digest is not that of its lines')
    } else {
      if (told.position <= position)
        throw unreadable(file, number, 'its position is not behind the one before')
      position = told.position
      events += 1
      if (events % 1_000 === 0) tell(events)
    }
    digest.update(`${line}\n`)
  }
  if (!start) throw unfit(file, 'is empty')
  if (!isEnded) throw unfit(file, 'was cut short: it has no end')
  return { start, events, position: position < 0n ? undefined : position }
}

/** Refuses an export from which no ledger can be filled. */
export function requireWhole(file: string, { start }: CheckedExport): void {
  if (start.whole) return
  const why = [
    ...(start.from === null ? [] : [`begins at ${start.from}`]),
    ...(start.board === null ? [] : [`is of the board ${start.board} alone`]),
    ...(start.types === null ? [] : ['is of some types of events alone']),
  ]
  throw unfit(
    file,
    `${why.join(', and ')}: only an export of everything from the start of a ledger can be imported`,
  )
}

/** The events of an export that has been checked, as a ledger that can be copied. */
export function exportedLedger(file: string, last: bigint): ReadableWhole {
  return {
    head: async () => last,
    async *readAll({ after, from } = {}) {
      for await (const line of readLines(file)) {
        const value: unknown = JSON.parse(line)
        if (readStart(value) ?? readEnd(value)) continue
        const event: WholeEvent = fromCloudEvent(value)
        if (after !== undefined && event.position <= after) continue
        if (from === undefined || event.position >= from) yield event
      }
    },
  }
}

function parse(file: string, line: string, number: number): unknown {
  return atLine(file, number, () => JSON.parse(line) as unknown)
}

function atLine<T>(file: string, number: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (isDecklogError(error)) throw error
    throw unreadable(file, number, messageOf(error))
  }
}

function fail(message: string): never {
  throw new Error(message)
}

function unreadable(file: string, number: number, why: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file}, line ${number}: ${why}`)
}

function unfit(file: string, why: string): DecklogError {
  return new DecklogError('DECKLOG_EXPORT_UNFIT', `${file} ${why}.`)
}
