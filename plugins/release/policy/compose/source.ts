import { DecklogError } from '../../../../core/plugin-api.ts'
import type { Lookup } from './interpolate.ts'

/** The error of a file that cannot be read or understood. */
export function unreadable({ file, line }: Place, message: string): DecklogError {
  return new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file}:${line}: ${message}`)
}

/** Where something is written. */
export interface Place {
  /** Absolute path. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** Reads a text file by its absolute path; undefined when there is none. */
export type ReadText = (path: string) => string | undefined

/** What the files of one project are read with. */
export interface ProjectSource {
  readonly read: ReadText
  /** Folder that relative paths are meant from. */
  readonly folder: string
  /** What `~` means; null where nobody knows. */
  readonly home: string | null
  readonly lookup: Lookup
}

/** Files that make up one model, and the files that it is included by. */
export interface ModelRequest {
  /** Absolute paths. */
  readonly files: readonly string[]
  /** Where they are asked for, when a file does. */
  readonly askedAt?: Place
  readonly included: readonly string[]
}
