import { dirname, join, resolve } from 'node:path/posix'
import type { ReadText } from '../compose/read-text.ts'

// In this order, as Compose looks for them.
const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

interface FilesRequest {
  readonly words: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * The files that Compose would take: those named, else those of `COMPOSE_FILE`, else the one of this folder or the nearest above
 * that has one, with its override. None when there is none.
 */
export function findComposeFiles(
  { words, cwd, environment }: FilesRequest,
  read: ReadText,
): readonly string[] {
  const { COMPOSE_FILE: listed = '', COMPOSE_PATH_SEPARATOR: separator = ':' } = environment
  const named = words.length > 0 ? words : listed.split(separator).filter(name => name !== '')
  if (named.length > 0) return named.map(name => resolve(cwd, name))
  return findIn(cwd, read)
}

function findIn(folder: string, read: ReadText): readonly string[] {
  const first = (candidates: readonly string[]): readonly string[] =>
    candidates
      .map(name => join(folder, name))
      .filter(path => read(path) !== undefined)
      .slice(0, 1)
  const main = first(names)
  if (main.length > 0) return [...main, ...first(overrides)]
  return folder === dirname(folder) ? [] : findIn(dirname(folder), read)
}
