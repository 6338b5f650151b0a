import { basename, dirname, isAbsolute, join } from 'node:path/posix'
import {
  type DockerfileSource,
  findDockerfileImages,
} from '../dockerfile/find-dockerfile-images.ts'
import type { Sighting } from '../image-use.ts'
import { contextName } from '../reference/parse-reference.ts'
import type { Project } from './load-project.ts'
import {
  child,
  demandText,
  entriesOf,
  isAbsent,
  isRemote,
  type Mapping,
  type Node,
  textOf,
  unmark,
} from './node.ts'
import { type ReadText, unreadable } from './source.ts'

const imageContext = 'docker-image://'

/** Every image that the build of a service takes something from. */
export function findBuildImages(
  service: string,
  definition: Node,
  project: Project,
  read: ReadText,
): readonly Sighting[] {
  const build = child(definition, 'build')
  if (build?.kind !== 'mapping') return []
  const found = findInDockerfile(service, build, { project, read })
  return [
    ...findContextImages(service, build),
    ...findSyntax(service, build),
    ...findDemanded(service, build, found),
    ...found,
  ]
}

function findContextImages(service: string, build: Mapping): readonly Sighting[] {
  return entriesOf(child(build, 'additional_contexts')).flatMap(
    ([, context]): readonly Sighting[] => {
      const text = textOf(context)
      if (context.kind !== 'scalar' || text === undefined) return []
      const { missing, place } = context
      if (!text.startsWith(imageContext))
        // What lies elsewhere, or in a folder as an image, is nobody's to judge by a name.
        return isRemote(text) ? [{ kind: 'remote', service, text, place } as const] : []
      const image = text.slice(imageContext.length)
      return [{ kind: 'use', role: 'build_context', service, text: image, missing, place } as const]
    },
  )
}

// The argument that takes the place of a `# syntax=` line.
function findSyntax(service: string, build: Mapping): readonly Sighting[] {
  const syntax = child(child(build, 'args'), 'BUILDKIT_SYNTAX')
  if (syntax?.kind !== 'scalar' || syntax.text === null) return []
  const { text, missing, place } = syntax
  return [{ kind: 'use', role: 'build_syntax', service, text, missing, place }]
}

// What must be set on its way into a build, and is not: no build begins, whether or not an image depends on it.
function findDemanded(
  service: string,
  build: Mapping,
  found: readonly Sighting[],
): readonly Sighting[] {
  const told = new Set(
    found.flatMap(one => (one.kind === 'use' ? one.missing.map(({ variable }) => variable) : [])),
  )
  return entriesOf(child(build, 'args')).flatMap(([, argument]) => {
    if (argument.kind !== 'scalar') return []
    const missing = argument.missing.filter(
      ({ variable, demand }) => demand !== null && !told.has(variable),
    )
    if (missing.length === 0) return []
    const { text, place } = argument
    return [
      { kind: 'use', role: 'build_argument', service, text: text ?? '', missing, place } as const,
    ]
  })
}

interface Surroundings {
  readonly project: Project
  readonly read: ReadText
}

function findInDockerfile(
  service: string,
  build: Mapping,
  { project, read }: Surroundings,
): readonly Sighting[] {
  const context = contextOf(build, project)
  const inline = child(build, 'dockerfile_inline')
  const isInline = inline?.kind === 'scalar' && inline.text !== null
  if (!isInline && isRemote(context))
    return [{ kind: 'remote', service, text: context, place: build.place }]
  const given = {
    service,
    args: argumentsOf(build, project),
    contexts: new Set(
      entriesOf(child(build, 'additional_contexts')).map(([name]) => contextName(name)),
    ),
    target: textOf(child(build, 'target')),
  }
  if (!isInline) return findDockerfileImages({ ...fileSource(build, context, read), ...given })
  const { place, textLine, missing } = inline
  const start = { file: place.file, line: textLine }
  const text = inline.marked ?? inline.text ?? ''
  return findDockerfileImages({ text, start, ...given }).map(use => {
    const piece = unmark(use.text, missing)
    return { ...use, text: piece.text, missing: [...use.missing, ...piece.missing] }
  })
}

function fileSource(
  build: Mapping,
  context: string,
  read: ReadText,
): Pick<DockerfileSource, 'text' | 'start'> {
  const named = child(build, 'dockerfile')
  const name =
    named === undefined || isAbsent(named) ? 'Dockerfile' : demandText(named, build.place, '')
  const file = isAbsolute(name) ? name : join(context, name)
  const found = [file, ...lowerCaseOf(file)]
    .map(path => ({ path, text: read(path) }))
    .find(({ text }) => text !== undefined)
  if (found?.text === undefined) throw unreadable(build.place, `there is no Dockerfile ${file}`)
  return { text: found.text, start: { file: found.path, line: 1 } }
}

// As BuildKit does where there is no file of the usual name.
function lowerCaseOf(file: string): readonly string[] {
  return basename(file) === 'Dockerfile' ? [join(dirname(file), 'dockerfile')] : []
}

function contextOf(build: Mapping, { folder }: Project): string {
  const context = child(build, 'context')
  return context === undefined || isAbsent(context) ? folder : demandText(context, build.place, '')
}

// One without a value is taken from the variables, as `docker build --build-arg NAME` does.
function argumentsOf(build: Mapping, { lookup }: Project): DockerfileSource['args'] {
  const args = entriesOf(child(build, 'args')).flatMap(([name, node]) => {
    const text = node.kind === 'scalar' ? (node.text ?? lookup(name)) : undefined
    if (node.kind !== 'scalar' || text === undefined) return []
    const missing = node.missing.map(one => ({ ...one, origin: 'compose' as const }))
    return [[name, { text, missing }] as const]
  })
  return new Map(args)
}
