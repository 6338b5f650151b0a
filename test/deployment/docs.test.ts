import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CommanderError } from 'commander'
import t from 'tap'
import { parse } from 'yaml'
import { coreCommands } from '../../core/cli/core-commands.ts'
import { findPluginCommands } from '../../core/cli/plugin-commands.ts'
import { createProgram } from '../../core/cli/program.ts'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { writePlugin } from '../../core/scaffolding/write-plugin.ts'
import { settingKeys } from '../../core/config/settings-schema.ts'

// What the documents tell people to write and to type is what Decklog takes.

const pages = ['README.md', ...markdownBelow('docs')]

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => relative(packageRoot, join(entry.parentPath, entry.name)))
}

interface Block {
  readonly page: string
  readonly text: string
}

function blocks(language: string): readonly Block[] {
  const form = new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\``, 'gms')
  return pages.flatMap(page => {
    const text = readFileSync(join(packageRoot, page), 'utf8')
    return [...text.matchAll(form)].map(([, block = '']) => ({ page, text: block }))
  })
}

t.test('configuration in the documents is valid', async t => {
  const configurations = blocks('yaml').filter(({ text }) => {
    const keys = Object.keys(Object(parse(text)))
    return keys.length > 0 && keys.every(key => settingKeys.some(known => known === key))
  })
  t.ok(configurations.length >= 8)
  for (const [index, { page, text }] of configurations.entries()) {
    const folder = t.testdir({ url: 'https://hooks.example/x', secret: 'a key '.repeat(8) })
    // The files that it names are there.
    const named = text.replaceAll(
      /\b(url|secret)File: \S+/g,
      (_, key) => `${key}File: ${folder}/${key}`,
    )
    writeFileSync(join(folder, `${index}.yml`), await withGuards(named, folder))
    let out = ''
    const code = await runCommandLine({
      words: ['config', 'check', '--elsewhere', '--config', join(folder, `${index}.yml`)],
      env: {},
      cwd: packageRoot,
      print: line => (out += line),
      printError: line => (out += line),
    })
    t.equal(code, 0, `${page}: ${out}`)
  }
})

/** The guards of the pages, as whoever follows them has them by then: written there, or by `decklog plugin new`. */
async function withGuards(text: string, folder: string): Promise<string> {
  if (!/\b(?:tank|queue)\b/.test(text)) return text
  await writePlugin({ name: 'queue', kind: 'guard', language: 'js', within: folder })
  mkdirSync(join(folder, 'tank'))
  const [guard] = blocks('js').filter(block => block.text.startsWith('// tank/guard.js'))
  writeFileSync(join(folder, 'tank/guard.mjs'), guard?.text ?? '')
  const there = text.replaceAll(/\.\/(tank|queue)\b/g, `${folder}/$1`)
  return there.includes('extensions:') ? there : `extensions: [${folder}/tank]\n${there}`
}

// Words as a shell would have them; what stands in brackets is for the reader to fill in.
function wordsOf(line: string): readonly string[] {
  const filled = line.replaceAll(/<[a-z][^<>|]*>/g, 'X').replace(/\s\d*>.*$/, '')
  const [command = ''] = /^(?:"[^"]*"|'[^']*'|[^"'#|<>;)&]|(?<=\S)#)*/.exec(filled) ?? []
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
}

t.test('commands in the documents are ones that there are', async t => {
  const plugins = await findPluginCommands({ env: {}, cwd: packageRoot, file: undefined })
  const lines = ['sh', 'bash', 'console']
    .flatMap(blocks)
    .flatMap(({ page, text }) =>
      [...text.replaceAll('\\\n', ' ').matchAll(/(?:^|[(|;&]) *(?:\$ )?decklog +(.*)$/gm)].map(
        ([, line = '']) => ({ page, line }),
      ),
    )
  t.ok(lines.length > 80)
  for (const { page, line } of lines) {
    let told = ''
    const program = createProgram({
      version: '0',
      commands: [...coreCommands, ...plugins],
      print: () => undefined,
      printError: text => void (told += text),
      invoke: async () => 0,
      done: () => undefined,
    })
    const parsed = program.parseAsync([...wordsOf(line)], { from: 'user' }).then(
      () => 0,
      (error: unknown) => {
        if (error instanceof CommanderError) return error.exitCode
        throw error
      },
    )
    t.equal(await parsed, 0, `${page}: decklog ${line}: ${told}`)
  }
})
