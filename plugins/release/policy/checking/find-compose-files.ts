import { dirname, join, resolve } from 'node:path/posix'
import type { Lookup } from '../compose/interpolate.ts'
import { loadEnv } from '../compose/load-env.ts'
import { ownEnvFile } from '../compose/load-project.ts'
import type { ReadText } from '../compose/source.ts'

// In this order, as Compose looks for them.
const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** What Compose is given by its command line and its variables. */
export interface GivenFiles {
  readonly files: readonly string[]
  readonly envFiles: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The files that Compose would take, absolute. */
export interface FoundFiles {
  readonly files: readonly string[]
  readonly envFiles: readonly string[]
}

/**
 * The files that Compose would take: those named, else those of `COMPOSE_FILE` and `COMPOSE_ENV_FILES`, which an env file may set,
 * else the Compose file of this folder or the nearest above that has one, with its override. None when there is none.
 */
export function findComposeFiles(given: GivenFiles, read: ReadText): FoundFiles {
  const { cwd, environment } = given
  const outside: Lookup = name => environment[name]
  const listed = split(environment['COMPOSE_ENV_FILES'], ',')
  const envFiles = absolute(given.envFiles.length > 0 ? given.envFiles : listed, cwd)
  const lookup = loadEnv(
    {
      files: envFiles.length > 0 ? envFiles : ownEnvFile({ folder: cwd, environment }, read),
      outside,
    },
    read,
  )
  const set = split(lookup('COMPOSE_FILE'), lookup('COMPOSE_PATH_SEPARATOR') || ':')
  const named = absolute(given.files.length > 0 ? given.files : set, cwd)
  return { files: named.length > 0 ? named : findIn(cwd, read), envFiles }
}

function split(text: string | undefined, separator: string): readonly string[] {
  return (text ?? '').split(separator).filter(part => part !== '')
}

function absolute(paths: readonly string[], cwd: string): readonly string[] {
  return paths.map(path => resolve(cwd, path))
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
