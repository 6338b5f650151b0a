import type { Place } from './place.ts'
import type { Lookup } from './interpolate.ts'
import type { ReadText } from './read-text.ts'

/** What the files of one project are read with. */
export interface ProjectSource {
  readonly read: ReadText
  /** Folder that relative paths are meant from. */
  readonly folder: string
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
