import { DecklogError } from '../../../../core/errors.ts'
import type { Place } from './place.ts'

/** The error of a file that cannot be read or understood. */
export function unreadable({ file, line }: Place, message: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file}:${line}: ${message}`)
}
