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
import { demandKnownKeys } from './known-keys.ts'
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
  { read, folder, home, lookup }: ProjectSource,
): readonly Mapping[] {
  const text = read(file)
  if (text === undefined) {
    const place = askedAt ?? { file, line: 1 }
    throw unreadable(place, askedAt ? `there is no file ${file}` : 'there is no such file')
  }
  const documents = readYaml(file, text).map(document => interpolateNode(document, lookup))
  documents.forEach(demandKnownKeys)
  return documents.map(document => canonicalServices(document, { folder, home }))
}

/**
 * Brings what can be written in several ways into one, so that it can be merged: `build: .` is a mapping, lists of `NAME=value`
 * are mappings, and contexts are absolute paths from the folder, or from home.
 */
function canonicalServices(file: Mapping, folders: Folders): Mapping {
  const services = file.entries.get('services')
  if (services === undefined) return file
  if (services.kind !== 'mapping') {
    if (services.kind === 'scalar' && services.text === null) return file
    throw unreadable(services.place, '`services` must be a mapping')
  }
  return withEntry(
    file,
    'services',
    mapEntries(services, service => canonicalService(service, folders)),
  )
}

function canonicalService(service: Node, folders: Folders): Node {
  const build = child(service, 'build')
  if (service.kind !== 'mapping' || build === undefined || isAbsent(build)) return service
  return withEntry(service, 'build', canonicalBuild(build, folders))
}

function canonicalBuild(build: Node, folders: Folders): Node {
  if (build.kind === 'list') throw unreadable(build.place, '`build` is a path or a mapping')
  if (build.kind === 'scalar') {
    const { directive } = build
    const context = resolveContext(build, folders)
    const entries = new Map([['context', context]])
    return {
      kind: 'mapping',
      entries,
      place: build.place,
      ...(directive === undefined ? {} : { directive }),
    }
  }
  return mapEntries(build, (value, key) => canonicalBuildEntry(key, value, folders))
}

function canonicalBuildEntry(key: string, value: Node, folders: Folders): Node {
  if (key === 'context' && value.kind === 'scalar') return resolveContext(value, folders)
  const isPairs = key === 'args' || key === 'additional_contexts'
  return isPairs && value.kind === 'list' ? pairsOf(value) : value
}

type Folders = Pick<ProjectSource, 'folder' | 'home'>

function resolveContext(context: Scalar, folders: Folders): Scalar {
  const { kind, text, textLine, missing, place } = context
  return {
    kind,
    text: text === null ? null : pathOf(text, { ...folders, place }),
    textLine,
    missing,
    place,
  }
}

function pathOf(
  text: string,
  { folder, home, place }: Folders & { readonly place: Place },
): string {
  if (isRemote(text) || isAbsolute(text)) return text
  if (text !== '~' && !text.startsWith('~/')) return join(folder, text)
  if (home === null) throw unreadable(place, `HOME is not set, which ${text} is in`)
  return join(home, text.slice(1))
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
