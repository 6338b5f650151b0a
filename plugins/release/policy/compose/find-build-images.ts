import { isAbsolute, join } from 'node:path/posix'
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
  type Scalar,
  textOf,
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
  return [
    ...findContextImages(service, build),
    ...findSyntax(service, build),
    ...findInDockerfile(service, build, { project, read }),
  ]
}

function findContextImages(service: string, build: Mapping): readonly Sighting[] {
  return entriesOf(child(build, 'additional_contexts')).flatMap(([, context]) => {
    const text = textOf(context)
    if (context.kind !== 'scalar' || !text?.startsWith(imageContext)) return []
    const { missing, place } = context
    const image = text.slice(imageContext.length)
    return [{ kind: 'use', role: 'build_context', service, text: image, missing, place } as const]
  })
}

// The argument that takes the place of a `# syntax=` line.
function findSyntax(service: string, build: Mapping): readonly Sighting[] {
  const syntax = child(child(build, 'args'), 'BUILDKIT_SYNTAX')
  if (syntax?.kind !== 'scalar' || syntax.text === null) return []
  const { text, missing, place } = syntax
  return [{ kind: 'use', role: 'build_syntax', service, text, missing, place }]
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
  const args = argumentsOf(build, project)
  const contexts = new Set(
    entriesOf(child(build, 'additional_contexts')).map(([name]) => contextName(name)),
  )
  const inline = child(build, 'dockerfile_inline')
  if (inline?.kind === 'scalar' && inline.text !== null)
    return findDockerfileImages({ ...inlineSource(inline), service, args, contexts })
  const context = contextOf(build, project)
  if (isRemote(context)) return [{ kind: 'remote', service, text: context, place: build.place }]
  const source = fileSource(build, context, read)
  return findDockerfileImages({ ...source, service, args, contexts })
}

type Text = Pick<DockerfileSource, 'text' | 'start'>

function inlineSource({ text, place, textLine }: Scalar): Text {
  return { text: text ?? '', start: { file: place.file, line: textLine } }
}

function fileSource(build: Mapping, context: string, read: ReadText): Text {
  const named = child(build, 'dockerfile')
  const name =
    named === undefined || isAbsent(named) ? 'Dockerfile' : demandText(named, build.place, '')
  const file = isAbsolute(name) ? name : join(context, name)
  const text = read(file)
  if (text === undefined) throw unreadable(build.place, `there is no Dockerfile ${file}`)
  return { text, start: { file, line: 1 } }
}

function contextOf(build: Mapping, { folder }: Project): string {
  const context = child(build, 'context')
  return context === undefined || isAbsent(context) ? folder : demandText(context, build.place, '')
}

// One without a value is taken from the variables, as `docker build --build-arg NAME` does.
function argumentsOf(build: Mapping, { lookup }: Project): ReadonlyMap<string, string> {
  const args = entriesOf(child(build, 'args')).flatMap(([name, node]) => {
    const value = node.kind === 'scalar' ? (node.text ?? lookup(name)) : undefined
    return value === undefined ? [] : [[name, value] as const]
  })
  return new Map(args)
}
