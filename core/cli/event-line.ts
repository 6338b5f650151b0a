import type { ToldEvent } from './read-page.ts'

const dataWidth = 100
const widths = [10, 24, 22, 52, 14]

/** The head of the table of events. */
export const eventHead = line(
  'position',
  'recorded',
  'event',
  'stream',
  'actor',
  'data',
).toUpperCase()

/** An event as a line of a table whose columns stand still while more events come. */
export function eventLine(event: ToldEvent): string {
  const { position, recorded_at: recorded, type, stream, revision, metadata, data } = event
  const place = `${stream}@${revision}`
  return line(position, recorded, type, place, metadata['actor'] ?? '', shortened(data))
}

function line(...cells: readonly string[]): string {
  const padded = cells.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0))
  return padded.join('  ').trimEnd()
}

function shortened(data: unknown): string {
  const text = JSON.stringify(data)
  return text.length > dataWidth ? `${text.slice(0, dataWidth - 1)}…` : text
}

// What others wrote must not move the cursor of a terminal, or hide a line.
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�')
}
