import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { coreCommands } from '../../../core/cli/core-commands.ts'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { findPluginCommands } from '../../../core/cli/plugin-commands.ts'
import { packageRoot } from '../../../core/config/package-root.ts'
import { rounds } from '../../support/rounds.ts'

// Node reads some of its options behind the script too: of ours none may be called so, and none of Node's may have an effect.

/** The options that Node reads wherever they stand; of a file that is missing it speaks, or ends with 9. */
const readAnywhere = ['--env-file', '--env-file-if-exists']
const main = join(packageRoot, 'dist/core/main.js')

interface Ended {
  readonly code: number | null
  readonly output: string
}

function run(file: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(file, args, { cwd, env: { PATH: process.env['PATH'] } })
    let output = ''
    child.stdout.on('data', chunk => (output += String(chunk)))
    child.stderr.on('data', chunk => (output += String(chunk)))
    child.once('close', code => resolve({ code, output }))
  })
}

/** Does work for each, three at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = items.values()
  const turn = async (): Promise<void> => {
    for (const item of rest) await work(item)
  }
  await Promise.all([turn(), turn(), turn()])
}

async function commandNames(t: Test): Promise<readonly string[]> {
  const plugins = await findPluginCommands({ env: {}, cwd: t.testdir({}), file: undefined })
  return [...coreCommands, ...plugins].map(({ name }) => name)
}

t.test('knows every option that this Node reads behind a script', async t => {
  const cwd = t.testdir({ 'script.mjs': 'process.stdout.write(process.argv.slice(2).join())' })
  const { output: help } = await run(process.execPath, ['--help'], cwd)
  const options = [...new Set(help.match(/--[a-z][a-z-]+/g))].concat(readAnywhere)
  t.ok(options.length > 100, `${options.length} options`)
  const taken = async (given: readonly string[]): Promise<readonly string[]> => {
    const words = given.flatMap(option => [option, 'missing'])
    const { code, output } = await run(process.execPath, ['script.mjs', ...words], cwd)
    if (code === 0 && output === words.join()) return []
    const half = given.length >> 1
    return half === 0
      ? given
      : [...(await taken(given.slice(0, half))), ...(await taken(given.slice(half)))]
  }
  const others = options.filter(option => !readAnywhere.includes(option))
  t.strictSame(await taken(others), [], 'all of them at once')
})

t.test('no command has an option that Node would take first', async t => {
  const plugins = await findPluginCommands({ env: {}, cwd: t.testdir({}), file: undefined })
  for (const { name, options = [] } of [...coreCommands, ...plugins])
    for (const { syntax } of options)
      t.notOk(readAnywhere.includes(syntax.split(' ')[0] ?? ''), `${name} ${syntax}`)
})

const given = ['--env-file', 'missing', '--env-file-if-exists', 'evil.env']
const refused = /unknown option '--env-file'|missing required argument/

// A process for each of some groups of commands, in the long run of all: Node does not know which of them it is.
t.test(
  'Node leaves its options to every group of commands, and reads no file of theirs',
  async t => {
    const evil = {
      'evil.env': 'NODE_OPTIONS=--import=./evil.mjs\n',
      'evil.mjs': 'process.exit(66)',
    }
    const cwd = t.testdir(evil)
    const names = await commandNames(t)
    const groups = new Map(names.map(name => [name.split(' ')[0], name]))
    t.ok(groups.size >= 15)
    const tried = [...groups.values()].slice(0, rounds(4, groups.size))
    const own = ['--enable-source-maps', '--', main]
    await each(tried, async name => {
      const words = name.split(' ')
      const { code, output } = await run(process.execPath, [...own, ...words, ...given], cwd)
      t.equal(code, words[0] === 'check' ? 3 : 2, name)
      t.match(output, refused, name)
      t.notMatch(output, /Continuing without|not found/, name)
    })
  },
)

t.test('every command refuses them itself', async t => {
  const cwd = t.testdir({})
  const names = await commandNames(t)
  t.ok(names.length > 30)
  for (const name of names) {
    const words = name.split(' ')
    let output = ''
    const print = (text: string): void => void (output += text)
    const line = { words: [...words, ...given], env: {}, cwd, print, printError: print }
    t.equal(await runCommandLine(line), words[0] === 'check' ? 3 : 2, name)
    t.match(output, refused, name)
  }
})

for (const [how, file, before] of [
  ['by its name', main, []],
  ['by npm', 'npm', ['run', '--silent', 'decklog', '--']],
] as const)
  t.test(`the program as it is run ${how} leaves them to the command`, async t => {
    // npm does this to what it installs.
    await chmod(main, 0o755)
    const cwd = how === 'by npm' ? packageRoot : t.testdir({})
    const words = ['policy', 'check', '--env-file', 'missing']
    const { code, output } = await run(file, [...before, ...words], cwd)
    t.equal(code, 2)
    t.match(output, /unknown option '--env-file'[\s\S]*--env-from/)
  })
