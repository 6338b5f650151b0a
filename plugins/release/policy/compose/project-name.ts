import { basename } from 'node:path/posix'
import { interpolateNode } from './interpolate-node.ts'
import { child, textOf } from './node.ts'
import type { ProjectSource } from './project-source.ts'
import { readYaml } from './read-yaml.ts'

/** What Compose calls a project, and sets `COMPOSE_PROJECT_NAME` to: as it is set, as the last file says, or as its folder is called. */
export function projectName(files: readonly string[], source: ProjectSource): string {
  const { read, folder, lookup } = source
  const set = lookup('COMPOSE_PROJECT_NAME')
  if (set) return set
  const names = files
    .flatMap(file => readYaml(file, read(file) ?? ''))
    .map(document => child(document, 'name'))
    .map(name => textOf(name && interpolateNode(name, lookup)))
    .filter(name => name)
  const name = names.at(-1) ?? basename(folder)
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '')
}
