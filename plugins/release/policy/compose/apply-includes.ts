import { dirname, join, resolve } from 'node:path/posix'
import { loadEnv } from './load-env.ts'
import { mergeNodes } from './merge-nodes.ts'
import { child, demandText, entriesOf, itemsOf, type Mapping, type Node } from './node.ts'
import { type ModelRequest, type ProjectSource, unreadable } from './source.ts'

interface Including {
  readonly source: ProjectSource
  /** The file that includes, and those that include it. */
  readonly included: readonly string[]
  load(request: ModelRequest, source: ProjectSource): Mapping
}

// The parts of an included project that a policy looks at.
const imported = ['services', 'models']

/** Brings the projects that a file includes into it; what the file says of the same thing wins. */
export function applyIncludes(document: Mapping, including: Including): Mapping {
  const include = child(document, 'include')
  if (include === undefined) return document
  if (include.kind !== 'list') throw unreadable(include.place, '`include` is a list')
  const models = itemsOf(include).map(entry => loadIncluded(entry, including))
  const own = [...document.entries].filter(([key]) => key !== 'include')
  return models.reduce(importModel, { ...document, entries: new Map(own) })
}

function importModel(document: Mapping, model: Mapping): Mapping {
  const parts = imported.flatMap(key => {
    const [theirs, own] = [child(model, key), child(document, key)]
    if (theirs?.kind !== 'mapping') return []
    return [[key, own?.kind === 'mapping' ? importEntries(theirs, own) : theirs] as const]
  })
  return { ...document, entries: new Map([...document.entries, ...parts]) }
}

// What only one of them has stays as it is, directives included: what it extends is still to come.
function importEntries(theirs: Mapping, own: Mapping): Mapping {
  const merged = entriesOf(own).map(
    ([name, node]) =>
      [name, theirs.entries.has(name) ? mergeNodes(child(theirs, name), node) : node] as const,
  )
  return { ...own, entries: new Map([...theirs.entries, ...merged]) }
}

function loadIncluded(entry: Node, { source, included, load }: Including): Mapping {
  const from = source.folder
  const files = textsOf(entry.kind === 'scalar' ? entry : child(entry, 'path'), entry).map(path =>
    resolve(from, path),
  )
  const [main = ''] = files
  const circle = files.find(file => included.includes(file))
  if (circle !== undefined) throw unreadable(entry.place, `${circle} includes itself`)
  const named = child(entry, 'project_directory')
  const folder =
    named === undefined ? dirname(main) : resolve(from, demandText(named, entry.place, ''))
  const lookup = loadEnv(
    {
      files: envFilesOf(entry, { ...source, folder }, from),
      askedAt: entry.place,
      outside: source.lookup,
    },
    source.read,
  )
  return load({ files, askedAt: entry.place, included }, { ...source, folder, lookup })
}

function envFilesOf(entry: Node, inner: ProjectSource, from: string): readonly string[] {
  const named = child(entry, 'env_file')
  if (named !== undefined)
    return textsOf(named, entry)
      .filter(path => path !== '/dev/null')
      .map(path => resolve(from, path))
  const own = join(inner.folder, '.env')
  return inner.read(own) === undefined ? [] : [own]
}

// One text, or a list of them.
function textsOf(node: Node | undefined, entry: Node): readonly string[] {
  const nodes = node?.kind === 'list' ? node.items : [node]
  return nodes.map(one => demandText(one, entry.place, '`include` names a file by its `path`'))
}
