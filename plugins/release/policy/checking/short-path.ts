import { relative } from 'node:path/posix'

/** A path as seen from a folder, when it lies in it. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path)
  return short.startsWith('..') ? path : short
}
