import { CommanderError } from 'commander'
import { loadSettings } from '../config/config.ts'
import { version } from '../config/package-root.ts'
import type { Environment } from '../config/read-environment.ts'
import { findCheck } from '../loading/find-check.ts'
import { type ApiAddress, createApiClient } from './api-client.ts'
import { findApi } from './find-api.ts'
import { type CoreCommand, type CoreContext, type ExitCode, fromPlugin } from './command.ts'
import { failureJson, failureText } from './failure.ts'
import { createPastClient, momentLines } from './past-client.ts'
import { oneLine, printable, printableJson } from './printable.ts'
import { createProgram, type Invocation, type ProgramRequest } from './program.ts'
import { runProgram } from './run-program.ts'

/** What the command line is given by its process. */
export interface CommandLine {
  /** What comes after `decklog`. */
  readonly words: readonly string[]
  readonly env: Environment
  readonly cwd: string
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
}

/** Runs one command and answers its exit code, or that of the program it ran; what goes wrong is printed with its code. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  let command: CoreCommand | undefined
  const invoke = (invocation: Invocation): Promise<number> => {
    command = invocation.command
    return command.run(contextOf(invocation, line))
  }
  try {
    const commands = (await loneCheck(line)) ?? (await allCommands(line))
    return await parse(line, { commands, invoke })
  } catch (error) {
    tellFailure(line, error, command)
    return await failureOf(line)
  }
}

async function parse(
  line: CommandLine,
  { commands, invoke }: Pick<ProgramRequest, 'commands' | 'invoke'>,
): Promise<number> {
  let exitCode = 0
  const done = (code: number): void => {
    exitCode = code
  }
  const told: string[] = []
  const printError = (text: string): void => void told.push(text)
  const program = createProgram({ ...line, printError, version, commands, invoke, done })
  try {
    await program.parseAsync(line.words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    tellUsage(line, told.join(''))
    return await failureOf(line)
  }
}

function tellFailure(line: CommandLine, error: unknown, command: CoreCommand | undefined): void {
  if (asksJson(line)) line.printError(`${printableJson(failureJson(error))}\n`)
  else line.printError(`decklog: ${failureText(error, command)}\n`)
}

// What commander says of wrong usage, it says in lines of its own.
function tellUsage(line: CommandLine, text: string): void {
  const message = oneLine(text.replace(/^decklog: /, '').trim())
  const failure = { code: 'DECKLOG_VALIDATION', message }
  line.printError(asksJson(line) ? `${printableJson(JSON.stringify(failure))}\n` : printable(text))
}

function asksJson(line: CommandLine): boolean {
  return ownWords(line).includes('--json')
}

// A check that cannot look has found nothing out: to a monitor 2 would be critical. Values of options may come before the
// words of the command, so the first word that names one, or that no option can have as its value, tells.
async function failureOf(line: CommandLine): Promise<ExitCode> {
  const words = ownWords(line)
  if (words[0] === check) return 3
  const { coreCommands } = await import('./core-commands.ts')
  const names = new Set([check, ...coreCommands.map(({ name }) => name.split(' ')[0])])
  const isOption = (word: string | undefined): boolean => word?.startsWith('-') ?? false
  const first = words.find(
    (word, index) => names.has(word) || (!isOption(word) && !isOption(words[index - 1])),
  )
  return first === check ? 3 : 2
}

function contextOf({ options, lists, words }: Invocation, line: CommandLine): CoreContext {
  const { env, cwd } = line
  const load: CoreContext['loadSettings'] = () =>
    loadSettings({ env, cwd, file: textOf(options['config']) })
  return {
    options,
    lists,
    words,
    env,
    cwd,
    loadSettings: load,
    print: text => line.print(`${options['json'] ? printableJson(text) : printable(text)}\n`),
    warn: text => line.printError(`decklog: ${printable(text)}\n`),
    runProgram,
    api: apiOf(options, line, load),
  }
}

function apiOf(
  options: CoreContext['options'],
  { env, printError }: CommandLine,
  load: CoreContext['loadSettings'],
): CoreContext['api'] {
  const asOf = textOf(options['asOf'])
  const told = new Set<string>()
  const tell = (text: string): void => {
    if (!told.has(text)) printError(`decklog: ${printable(text)}\n`)
    told.add(text)
  }
  const find = (): Promise<ApiAddress> =>
    findApi({
      url: textOf(options['url']) ?? (env['DECKLOG_URL'] || undefined),
      token: textOf(options['token']) ?? (env['DECKLOG_TOKEN'] || undefined),
      loadSettings: load,
    })
  if (asOf === undefined) return createApiClient(find)
  const api = createApiClient(find, headers => momentLines(headers).forEach(tell))
  return createPastClient(api, { asOf, waiting: () => tell('the past is being made ready') })
}

/** The word that checks for monitors begin with. */
const check = 'check'
/** Where plugins have commands beside those of core. */
const shared = 'audit'

// Monitors run a check every minute, on every machine: of all commands it alone is loaded.
async function loneCheck(line: CommandLine): Promise<readonly CoreCommand[] | undefined> {
  const [first, plugin = '', ...rest] = ownWords(line)
  if (first !== check || rest.includes('--help') || rest.includes('-h')) return undefined
  const create = await findCheck(plugin)
  if (!create) return undefined
  const { settings } = await loadSettings(settingsOf(line))
  return [fromPlugin(create(settings.nodeName))]
}

async function allCommands(line: CommandLine): Promise<readonly CoreCommand[]> {
  const { coreCommands } = await import('./core-commands.ts')
  return [...coreCommands, ...(await pluginCommands(line, coreCommands))]
}

// Plugins are loaded only for what core does not know by itself; help goes without them when they cannot be.
async function pluginCommands(
  line: CommandLine,
  coreCommands: readonly CoreCommand[],
): Promise<readonly CoreCommand[]> {
  const words = ownWords(line)
  const [first] = words.filter(word => !word.startsWith('-'))
  const own = first !== shared && coreCommands.some(({ name }) => name.split(' ')[0] === first)
  const asksVersion = words.includes('--version') || words.includes('-V')
  if (own || asksVersion) return []
  const { findPluginCommands } = await import('./plugin-commands.ts')
  const finding = findPluginCommands(settingsOf(line))
  return first === undefined || first === 'help' ? finding.catch(() => []) : finding
}

function settingsOf(
  line: CommandLine,
): Pick<CommandLine, 'env' | 'cwd'> & { file: string | undefined } {
  const { env, cwd } = line
  const words = ownWords(line)
  const at = words.indexOf('--config')
  return { env, cwd, file: at < 0 ? undefined : words[at + 1] }
}

// What follows -- is another program's.
function ownWords({ words }: CommandLine): readonly string[] {
  const end = words.indexOf('--')
  return end < 0 ? words : words.slice(0, end)
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
