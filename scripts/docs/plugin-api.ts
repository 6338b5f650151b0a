import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { packageRoot } from '../../core/config/package-root.ts'
import { contractVersion } from '../../core/loading/contract-range.ts'

// The page is the report of the API as well: whatever changes in it, changes the page, and the check of the pages asks why.

const entries = [
  ['decklog', 'core/plugin-api.ts'],
  ['decklog/testing', 'core/testing/testing-api.ts'],
] as const

/** `docs/reference/plugin-api.md`: what `decklog` and `decklog/testing` export, as they are declared. */
export async function pluginApiPage(): Promise<string> {
  const parts = await Promise.all(entries.map(([name, file]) => partOf(name, file)))
  return [...introduction, ...parts.flat()].join('\n')
}

const introduction = [
  '# Plugin API',
  '',
  `What a plugin, a projection or a guard imports from \`decklog\`, and its tests from \`decklog/testing\`. Nothing else of the package is`,
  `public. The contract has a version of its own, now **${contractVersion}**; a package says by \`decklog.contract\` of its package.json which one it was`,
  'written for (`"^1.0"`), and is refused at the start, in words, where that does not fit.',
  '',
  '- **The first number** is raised when what kept to the contract may have to be changed: something was taken away, or means something else.',
  '- **The second number** is raised when something was added, or marked as deprecated. What is deprecated stays for two versions of the second',
  '  number at least, and its comment says what to use instead.',
  '- Neither is raised for a fault that is mended, nor by the texts of messages. Errors are known by their codes.',
  '- `decklog` is always the Decklog that runs, whatever is installed beside the plugin; so are Joi, and the class of its errors.',
  '',
]

interface Section {
  readonly title: string
  readonly declarations: readonly string[]
}

async function partOf(name: string, file: string): Promise<readonly string[]> {
  const sections = await sectionsOf(file)
  return [
    `## \`${name}\``,
    '',
    ...sections.flatMap(({ title, declarations }) => [
      ...(title === '' ? [] : [`### ${title}`, '']),
      ...['```ts', declarations.join('\n\n'), '```', ''],
    ]),
  ]
}

async function sectionsOf(file: string): Promise<readonly Section[]> {
  const source = parse(file, await readFile(join(packageRoot, file), 'utf8'))
  const sections: { title: string; declarations: string[] }[] = []
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement)) continue
    const title = titleOf(source, statement)
    if (title !== undefined || sections.length === 0)
      sections.push({ title: title ?? '', declarations: [] })
    sections.at(-1)?.declarations.push(...(await declarationsOf(file, statement)))
  }
  return sections
}

// A line comment before an export begins a section.
function titleOf(source: ts.SourceFile, statement: ts.Node): string | undefined {
  const ranges = ts.getLeadingCommentRanges(source.text, statement.getFullStart()) ?? []
  const lines = ranges
    .filter(({ kind }) => kind === ts.SyntaxKind.SingleLineCommentTrivia)
    .map(({ pos, end }) => source.text.slice(pos + 2, end).trim())
  return lines.length === 0 ? undefined : lines.join(' ').replace(/\.$/, '')
}

async function declarationsOf(
  file: string,
  { moduleSpecifier, exportClause }: ts.ExportDeclaration,
): Promise<readonly string[]> {
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return []
  if (!moduleSpecifier.text.startsWith('.'))
    return [`export { Joi } // the one of Decklog, of the package ${moduleSpecifier.text}`]
  const from = join(dirname(file), moduleSpecifier.text)
  // All that a module exports, which may be all of others.
  if (!exportClause) return (await sectionsOf(from)).flatMap(({ declarations }) => declarations)
  const module = await readDeclarations(from)
  if (!ts.isNamespaceExport(exportClause))
    return withLocals(module, new Set(exportClause.elements.map(({ name }) => name.text)))
  const inner = withLocals(module, new Set(module.exported.keys())).join('\n\n')
  const indented = inner.replaceAll(/^(?=.)/gm, '  ')
  return [`export declare namespace ${exportClause.name.text} {\n${indented}\n}`]
}

interface Declared {
  readonly exported: ReadonlyMap<string, string>
  readonly local: ReadonlyMap<string, string>
}

async function readDeclarations(file: string): Promise<Declared> {
  const path = join(packageRoot, 'dist', file.replace(/\.ts$/, '.d.ts'))
  const source = parse(path, await readFile(path, 'utf8'))
  const exported = new Map<string, string>()
  const local = new Map<string, string>()
  for (const statement of source.statements)
    for (const name of namesOf(statement)) {
      const text = statement.getFullText(source).trim().replaceAll('    ', '  ')
      const isExported = /^(?:\/\*\*.*?\*\/\s*)?export /s.test(text)
      const map = isExported ? exported : local
      map.set(name, map.has(name) ? `${map.get(name)}\n${text}` : text)
    }
  return { exported, local }
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}

/** The declarations of these names, and what of their module they are made of. */
function withLocals({ exported, local }: Declared, names: ReadonlySet<string>): readonly string[] {
  const shown = [...exported].filter(([name]) => names.has(name)).map(([, text]) => text)
  const used = new Map<string, string>()
  const follow = (text: string): void => {
    for (const [word] of text.matchAll(/\b[A-Za-z_]\w*\b/g)) {
      const declaration = local.get(word)
      if (declaration === undefined || used.has(word)) continue
      used.set(word, declaration)
      follow(declaration)
    }
  }
  shown.forEach(follow)
  return [...shown, ...used.values()]
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
}
