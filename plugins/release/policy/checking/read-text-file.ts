import { readFileSync } from 'node:fs'
import { messageOf } from '../../../../core/errors.ts'
import { unreadable } from '../compose/unreadable.ts'

// A file that others name may not be there; a folder of its name is none either.
const absent = ['ENOENT', 'ENOTDIR', 'EISDIR']

/** Reads a text file; undefined when there is none. */
export function readTextFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.includes(String(error.code)))
      return undefined
    throw unreadable({ file, line: 1 }, `it cannot be read: ${messageOf(error)}`)
  }
}
