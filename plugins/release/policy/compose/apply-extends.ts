import { dirname, resolve } from 'node:path/posix'
import { mergeNodes } from './merge-nodes.ts'
import { child, demandText, entriesOf, isAbsent, type Mapping, type Node } from './node.ts'
import { readComposeFile } from './read-compose-file.ts'
import { type Place, type ProjectSource, unreadable } from './source.ts'

interface Scope {
  readonly source: ProjectSource
  readonly file: string
  readonly services: Mapping
  /** The services that led here, to find a circle. */
  readonly chain: readonly string[]
}

/** Merges every service of a file over the service that it extends, through any number of files. */
export function applyExtends(document: Mapping, file: string, source: ProjectSource): Mapping {
  const services = child(document, 'services')
  if (services?.kind !== 'mapping') return document
  const scope = { source, file, services, chain: [] }
  const extended = entriesOf(services).map(
    ([name, service]) => [name, extendService(name, service, scope)] as const,
  )
  const whole = { ...services, entries: new Map(extended) }
  return { ...document, entries: new Map([...document.entries, ['services', whole]]) }
}

function extendService(name: string, service: Node, scope: Scope): Node {
  const asked = child(service, 'extends')
  if (service.kind !== 'mapping' || asked === undefined || isAbsent(asked)) return service
  const link = `${scope.file}#${name}`
  if (scope.chain.includes(link))
    throw unreadable(asked.place, `${name} extends itself, by way of others`)
  const wanted = asked.kind === 'scalar' ? asked : child(asked, 'service')
  const base = demandText(wanted, asked.place, 'extends needs the name of a service')
  const from = findBase(base, asked, scope)
  const found = extendService(base, from.service, {
    ...from.scope,
    chain: [...scope.chain, link],
  })
  return withoutExtends(mergeNodes(found, service))
}

interface Base {
  readonly service: Node
  readonly scope: Omit<Scope, 'chain'>
}

function findBase(name: string, asked: Node, scope: Scope): Base {
  const file = child(asked, 'file')
  const other =
    file === undefined ? scope : openFile(demandText(file, asked.place, ''), asked.place, scope)
  const service = other.services.entries.get(name)
  if (service === undefined)
    throw unreadable(asked.place, `there is no service ${name} in ${other.file}`)
  return { service, scope: other }
}

function openFile(path: string, askedAt: Place, { source }: Scope): Omit<Scope, 'chain'> {
  const file = resolve(source.folder, path)
  const inner = { ...source, folder: dirname(file) }
  const document = readComposeFile({ file, askedAt }, inner).reduce<Node | undefined>(
    mergeNodes,
    undefined,
  )
  const services = child(document, 'services')
  if (services?.kind !== 'mapping') throw unreadable(askedAt, `there are no services in ${file}`)
  return { source: inner, file, services }
}

function withoutExtends(node: Node): Node {
  if (node.kind !== 'mapping') return node
  return { ...node, entries: new Map([...node.entries].filter(([key]) => key !== 'extends')) }
}
