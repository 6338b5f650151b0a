import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { packageRoot, version } from '../config/package-root.ts'
import { codeOf, DecklogError, invalidField } from '../errors.ts'
import { contractVersion } from '../loading/contract-range.ts'

/** Which folder is to be written. */
export interface NewPlugin {
  /** One lower-case word: the plugin's name, and its folder's. */
  readonly name: string
  readonly kind: 'guard' | 'plugin'
  readonly language: 'js' | 'ts'
  /** The folder that the new one goes into. */
  readonly within: string
}

/** Writes the folder of a new plugin and answers its files; refuses to write into one that is there. */
export async function writePlugin(plugin: NewPlugin): Promise<readonly string[]> {
  const { name, within } = plugin
  if (!/^[a-z][a-z0-9]{0,39}$/.test(name))
    throw invalidField('name', 'must be one lower-case word, as it begins the types of its events')
  const folder = resolve(within, name)
  await mkdir(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
    throw new DecklogError('DECKLOG_VALIDATION', `${folder} is there already`, { cause: error })
  })
  const files = { ...(await templateOf(plugin)), ...manifestOf(plugin) }
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  }
  return Object.keys(files).sort()
}

type Files = Readonly<Record<string, string>>

/** The files of a template with the name put in; in TypeScript those that need types are others, and all import each other as such. */
async function templateOf({ name, kind, language }: NewPlugin): Promise<Files> {
  const plain = await filesOf(kind, name)
  if (language === 'js') return plain
  const typed = Object.entries(plain).map(([path, text]) => [
    path.replace(/\.js$/, '.ts'),
    text.replaceAll(/(from '\.[^']*)\.js'/g, "$1.ts'"),
  ])
  return { ...Object.fromEntries(typed), ...(await filesOf(`${kind}-ts`, name)) }
}

async function filesOf(template: string, name: string): Promise<Files> {
  const folder = join(packageRoot, 'templates', template)
  if (!existsSync(folder)) return {}
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
  const files = paths.map(async path => {
    const text = await readFile(join(folder, path), 'utf8')
    return [path.replaceAll('NAME', name), text.replaceAll('NAME', name)] as const
  })
  return Object.fromEntries(await Promise.all(files))
}

function manifestOf({ name, kind, language }: NewPlugin): Files {
  const manifest = {
    name: `decklog-${kind}-${name}`,
    version: '1.0.0',
    type: 'module',
    exports: `./${kind}.${language}`,
    scripts: {
      test: 'decklog plugin test',
      ...(language === 'ts' ? { types: 'tsc --noEmit' } : {}),
    },
    // Which version of the plugin contract it is written for, and how many events a day it may record.
    decklog: { contract: `^${contractVersion}`, eventsPerDay: 10_000 },
    devDependencies: {
      decklog: `^${version}`,
      ...(language === 'ts' ? { '@types/node': '^20.19.0', typescript: '^5.9.0' } : {}),
    },
  }
  return {
    'package.json': json(manifest),
    ...(language === 'ts' ? { 'tsconfig.json': json(typescript) } : {}),
  }
}

const typescript = {
  compilerOptions: {
    ...{ target: 'es2023', module: 'nodenext', types: ['node'], strict: true, noEmit: true },
    ...{ allowImportingTsExtensions: true, erasableSyntaxOnly: true, skipLibCheck: true },
  },
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
