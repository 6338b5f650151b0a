import { basename, join } from 'node:path/posix'
import { applyExtends } from './apply-extends.ts'
import { applyIncludes } from './apply-includes.ts'
import type { Lookup } from './interpolate.ts'
import { loadEnv } from './load-env.ts'
import { applyDirectives, mergeNodes } from './merge-nodes.ts'
import { child, entriesOf, interpolateNode, type Mapping, textOf } from './node.ts'
import { readComposeFile } from './read-compose-file.ts'
import { readYaml } from './read-yaml.ts'
import { type ModelRequest, type ProjectSource, type ReadText, unreadable } from './source.ts'

/** Which Compose files to resolve, as `docker compose -f … --env-file …` would. */
export interface ProjectRequest {
  /** Absolute paths, merged in this order; at least one. */
  readonly files: readonly string[]
  /** Absolute; `.env` of the project's folder, if there is one, unless they are named. */
  readonly envFiles: readonly string[]
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A project resolved into one mapping, and the variables it was resolved with. */
export interface Project {
  readonly model: Mapping
  readonly folder: string
  readonly lookup: Lookup
}

/** Resolves Compose files into one project: variables, includes, extends and merges. Throws DECKLOG_INPUT_UNREADABLE. */
export function loadProject(request: ProjectRequest, read: ReadText): Project {
  const { files, envFiles, folder, environment } = request
  const named = envFiles.length > 0 ? envFiles : ownEnvFile({ folder, environment }, read)
  const outside: Lookup = name => environment[name]
  const given = loadEnv({ files: named, outside }, read)
  const home = environment['HOME'] ?? null
  const project = projectName(files, { read, folder, home, lookup: given })
  const lookup: Lookup = name => (name === 'COMPOSE_PROJECT_NAME' ? project : given(name))
  const model = loadModel({ files, included: [] }, { read, folder, home, lookup })
  if (entriesOf(child(model, 'services')).length === 0)
    throw unreadable(
      { file: files[0] ?? folder, line: 1 },
      'it has no service: nothing can be judged',
    )
  return { model, folder, lookup }
}

/** The env file that Compose takes by itself: `.env` of a folder, unless COMPOSE_DISABLE_ENV_FILE says no. */
export function ownEnvFile(
  { folder, environment }: Pick<ProjectRequest, 'folder' | 'environment'>,
  read: ReadText,
): readonly string[] {
  const said = environment['COMPOSE_DISABLE_ENV_FILE'] ?? ''
  const own = join(folder, '.env')
  const isLeft = /^(?:1|t|true|y)$/i.test(said) || read(own) === undefined
  return isLeft ? [] : [own]
}

function loadModel(request: ModelRequest, source: ProjectSource): Mapping {
  const { files, askedAt, included } = request
  const [first = ''] = files
  let model: Mapping = { kind: 'mapping', entries: new Map(), place: { file: first, line: 1 } }
  for (const file of files) {
    const asked = { file, ...(askedAt === undefined ? {} : { askedAt }) }
    for (const document of readComposeFile(asked, source)) {
      const includedBy = [...included, file]
      const whole = applyIncludes(document, { source, included: includedBy, load: loadModel })
      const extended = applyExtends(whole, file, source)
      model = mergeMapping(applyDirectives(model, document), extended)
    }
  }
  return model
}

function mergeMapping(base: Mapping, over: Mapping): Mapping {
  const merged = mergeNodes(base, over)
  return merged.kind === 'mapping' ? merged : base
}

/** What Compose calls a project, and sets `COMPOSE_PROJECT_NAME` to: as it is set, as the last file says, or as its folder is called. */
function projectName(files: readonly string[], source: ProjectSource): string {
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
