import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join, relative, resolve } from 'node:path'
import { loadSettings } from '../config/config.ts'
import { packageRoot } from '../config/package-root.ts'
import { DecklogError, invalidField } from '../errors.ts'
import { writePlugin } from '../scaffolding/write-plugin.ts'
import { loadPackToCheck, packPromises, writeGoldenFiles } from '../testing/check-pack.ts'
import { type Held, lookAtPromises } from '../testing/contract.ts'
import { fields, list, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const told = fields({
  contract: text,
  plugins: list(
    fields({ name: text, version: text, from: text, events: list(text), gates: list(text) }),
  ),
  skipped: list(fields({ from: text, reason: text })),
})

/** `decklog plugin list` */
const pluginList: CoreCommand = {
  name: 'plugin list',
  summary: 'list the plugins that run; exit code 1 when an optional one could not be loaded',
  calls: 'api',
  examples: ['decklog plugin list'],
  async run({ api, options, print, warn }) {
    const answer = readAnswer(await api.get('/api/v1/plugins'), told)
    if (options['json']) print(JSON.stringify(answer))
    else
      formatTable(
        ['plugin', 'version', 'from', 'events', 'gates'],
        answer.plugins.map(({ name, version, from, events, gates }) => [
          ...[name, version, from, String(events.length), gates.join(', ')],
        ]),
      ).forEach(print)
    for (const { from, reason } of answer.skipped) warn(`${from} is not loaded: ${reason}`)
    return answer.skipped.length === 0 ? 0 : 1
  },
}

/** `decklog plugin new` */
const pluginNew: CoreCommand = {
  name: 'plugin new',
  summary: 'write the folder of a new guard or plugin, with tests that pass',
  calls: 'nothing',
  arguments: [{ syntax: '<name>', summary: 'one lower-case word: its name, and its folder' }],
  options: [
    {
      syntax: '--guard',
      summary: 'what is read and where its limits are; Decklog does the rest (the default)',
    },
    { syntax: '--plugin', summary: 'events, a read model, a route and a gate of its own' },
    { syntax: '--ts', summary: 'in TypeScript' },
  ],
  examples: ['decklog plugin new queue', 'decklog plugin new queue --plugin --ts'],
  async run({ options, cwd, print }) {
    if (options['guard'] && options['plugin'])
      throw invalidField('guard', 'is one kind and plugin another; say one of them')
    const name = String(options['name'])
    const kind = options['plugin'] ? 'plugin' : 'guard'
    const language = options['ts'] ? 'ts' : 'js'
    const files = await writePlugin({ name, kind, language, within: cwd })
    if (options['json']) print(JSON.stringify({ folder: name, files }))
    else {
      for (const file of files) print(join(name, file))
      print(`Next: decklog plugin test ${name}, and put ./${name} into extensions of decklog.yml.`)
    }
    return 0
  },
}

const path = [
  {
    syntax: '[path]',
    summary: 'its folder, its module, or the name of its package; default: this folder',
  },
]

/** `decklog plugin test` */
const pluginTest: CoreCommand = {
  name: 'plugin test',
  summary:
    'run the tests in a folder by Node, with this Decklog as their `decklog`, TypeScript too',
  calls: 'nothing',
  arguments: path,
  examples: ['decklog plugin test', 'decklog plugin test ./queue'],
  async run({ options, cwd, runProgram }) {
    const folder = resolve(cwd, textOf(options['path']) ?? '.')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries
      .filter(entry => entry.isFile() && /\.test\.m?[jt]s$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
      .filter(file => !relative(folder, file).split('/').includes('node_modules'))
    if (files.length === 0)
      throw new DecklogError(
        'DECKLOG_INPUT_UNREADABLE',
        `${folder} has no *.test.js and no *.test.ts`,
      )
    const hooks = new URL(`../loading/share-in-tests${extname(import.meta.url)}`, import.meta.url)
    const program = [process.execPath, '--import', hooks.href, '--test', ...files.sort()]
    return (await runProgram(program)).exitCode
  },
}

/** `decklog plugin check` */
const pluginCheck: CoreCommand = {
  name: 'plugin check',
  summary:
    'say what of the plugin contract an extension keeps; exit code 1 when something is broken',
  calls: 'nothing',
  arguments: path,
  options: [
    { syntax: '--golden', summary: 'first write the golden files of events that have none yet' },
  ],
  examples: ['decklog plugin check', 'decklog plugin check ./queue --json'],
  async run({ options, cwd, print, warn }) {
    const given = textOf(options['path']) ?? '.'
    const folder = resolve(cwd, given)
    // What lies here goes before a package of the same name.
    const checked = await loadPackToCheck(existsSync(folder) ? folder : given)
    if (options['golden']) for (const file of await writeGoldenFiles(checked)) warn(`wrote ${file}`)
    // As nothing is configured: what a plugin promises, it promises by itself.
    const loaded = await loadSettings({ env: {}, cwd: packageRoot })
    const found: Held[] = []
    for await (const held of lookAtPromises(await packPromises(checked, loaded))) {
      found.push(held)
      if (!options['json']) tell(held, print)
    }
    const broken = found.filter(({ outcome }) => outcome === 'broken').length
    if (options['json']) print(JSON.stringify({ promises: found, broken }))
    else
      print(broken === 0 ? `All ${found.length} hold.` : `${broken} of ${found.length} are broken.`)
    return broken === 0 ? 0 : 1
  },
}

function tell({ says, outcome, reason }: Held, print: (line: string) => void): void {
  print(`${outcome.padEnd(6)}  ${says}`)
  if (reason !== undefined) for (const line of reason.split('\n')) print(`        ${line}`)
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Commands about plugins and guards of one's own. */
export const pluginCommands: readonly CoreCommand[] = [
  pluginList,
  pluginNew,
  pluginTest,
  pluginCheck,
]
