import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { PassThrough } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DecklogError, messageOf } from '../../errors.ts'

/** Longer than any event that a ledger takes. */
const longestLine = 32 * 1024 * 1024

/**
 * Reads the lines of a gzip file, as many at once as have come. Calls `cut` when it ends within a line; throws, as it is, what keeps it
 * from being read to its end: it is not there, is damaged, or has a line of over 32 MiB.
 */
export async function* readLineParts(
  file: string,
  cut: () => void,
): AsyncGenerator<readonly string[]> {
  const text = new PassThrough({ encoding: 'utf8' })
  const ended = pipeline(createReadStream(file), createGunzip(), text)
  // Told where the lines are read.
  ended.catch(() => undefined)
  let rest = ''
  try {
    for await (const part of text) {
      const lines = (rest + String(part)).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw new Error('a line is longer than 32 MiB')
      yield lines
    }
    await ended
  } finally {
    text.destroy()
  }
  if (rest !== '') cut()
}

/** Reads the lines of a gzip file; DECKLOG_INPUT_UNREADABLE when it cannot be read to its end, or ends within a line. */
export async function* readLines(file: string): AsyncGenerator<string> {
  let isCut = false
  try {
    for await (const lines of readLineParts(file, () => (isCut = true))) yield* lines
  } catch (cause) {
    const message = `${file} cannot be read: ${messageOf(cause)}`
    throw new DecklogError('DECKLOG_INPUT_UNREADABLE', message, { cause })
  }
  if (isCut) throw new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file} ends within a line`)
}
