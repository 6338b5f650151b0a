import { isAbsolute, join } from 'node:path/posix'
import {
  child,
  entriesOf,
  interpolateNode,
  isAbsent,
  isRemote,
  itemsOf,
  type List,
  type Mapping,
  type Node,
  type Scalar,
  textOf,
} from './node.ts'
import { readYaml } from './read-yaml.ts'
import { type Place, type ProjectSource, unreadable } from './source.ts'

interface FileRequest {
  /** Absolute path. */
  readonly file: string
  /** Where it is asked for, when another file does. */
  readonly askedAt?: Place
}

/** Reads the documents of one Compose file, variables filled in and ways of writing made one. */
export function readComposeFile(
  { file, askedAt }: FileRequest,
  { read, folder, lookup }: ProjectSource,
): readonly Mapping[] {
  const text = read(file)
  if (text === undefined) {
    const place = askedAt ?? { file, line: 1 }
    throw unreadable(place, askedAt ? `there is no file ${file}` : 'there is no such file')
  }
  return readYaml(file, text)
    .map(document => interpolateNode(document, lookup))
    .map(document => canonicalServices(document, folder))
}

/**
 * Brings what can be written in several ways into one, so that it can be merged: `build: .` is a mapping, lists of `NAME=value`
 * are mappings, and contexts are absolute paths from `folder`.
 */
function canonicalServices(file: Mapping, folder: string): Mapping {
  const services = file.entries.get('services')
  if (services === undefined) return file
  if (services.kind !== 'mapping') {
    if (services.kind === 'scalar' && services.text === null) return file
    throw unreadable(services.place, '`services` must be a mapping')
  }
  return withEntry(
    file,
    'services',
    mapEntries(services, service => canonicalService(service, folder)),
  )
}

function canonicalService(service: Node, folder: string): Node {
  const build = child(service, 'build')
  if (service.kind !== 'mapping' || build === undefined || isAbsent(build)) return service
  return withEntry(service, 'build', canonicalBuild(build, folder))
}

function canonicalBuild(build: Node, folder: string): Node {
  if (build.kind === 'list') throw unreadable(build.place, '`build` is a path or a mapping')
  if (build.kind === 'scalar') {
    const { directive } = build
    const context = resolveContext(build, folder)
    const entries = new Map([['context', context]])
    return {
      kind: 'mapping',
      entries,
      place: build.place,
      ...(directive === undefined ? {} : { directive }),
    }
  }
  return mapEntries(build, (value, key) => canonicalBuildEntry(key, value, folder))
}

function canonicalBuildEntry(key: string, value: Node, folder: string): Node {
  if (key === 'context' && value.kind === 'scalar') return resolveContext(value, folder)
  const isPairs = key === 'args' || key === 'additional_contexts'
  return isPairs && value.kind === 'list' ? pairsOf(value) : value
}

function resolveContext(context: Scalar, folder: string): Scalar {
  const { kind, text, textLine, missing, place } = context
  const isElsewhere = text === null || isRemote(text) || isAbsolute(text)
  return { kind, text: isElsewhere ? text : join(folder, text), textLine, missing, place }
}

function pairsOf(list: List): Mapping {
  const { directive, place } = list
  const pairs = itemsOf(list).flatMap(item => {
    const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(textOf(item) ?? '') ?? []
    if (item.kind !== 'scalar' || name === undefined) return []
    return [[name, { ...item, text: value ?? null }] as const]
  })
  return {
    kind: 'mapping',
    entries: new Map(pairs),
    place,
    ...(directive === undefined ? {} : { directive }),
  }
}

function withEntry(mapping: Mapping, key: string, value: Node): Mapping {
  return { ...mapping, entries: new Map([...mapping.entries, [key, value]]) }
}

function mapEntries(mapping: Mapping, change: (value: Node, key: string) => Node): Mapping {
  const entries = entriesOf(mapping).map(([key, value]) => [key, change(value, key)] as const)
  return { ...mapping, entries: new Map(entries) }
}
