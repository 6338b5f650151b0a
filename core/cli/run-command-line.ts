import { CommanderError } from 'commander'
import type { Environment } from '../config/read-environment.ts'
import { loadSettings } from '../config.ts'
import { isDecklogError, messageOf } from '../errors.ts'
import { version } from '../version.ts'
import { createApiClient } from './api-client.ts'
import type { ExitCode } from './command.ts'
import type { CoreCommand, CoreContext } from './core-command.ts'
import { coreCommands } from './core-commands.ts'
import { findApi } from './find-api.ts'
import { findPluginCommands } from './plugin-commands.ts'
import { createProgram, type Invocation } from './program.ts'

/** What the command line is given by its process. */
export interface CommandLine {
  /** What comes after `decklog`. */
  readonly words: readonly string[]
  readonly env: Environment
  readonly cwd: string
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
}

/** Runs one command and answers its exit code; what goes wrong is printed with its code. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const program = createProgram({
    ...line,
    version,
    commands: [...coreCommands, ...(await pluginCommands(line))],
    invoke: invocation => invoke(invocation, line),
    done: code => {
      exitCode = code
    },
  })
  try {
    await program.parseAsync(line.words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

async function invoke(invocation: Invocation, line: CommandLine): Promise<ExitCode> {
  const { command } = invocation
  try {
    return await command.run(contextOf(invocation, line))
  } catch (error) {
    line.printError(`decklog: ${describe(error)}\n`)
    // A check that cannot look has found nothing out.
    return command.name.startsWith('check ') ? 3 : 2
  }
}

function contextOf({ options, words }: Invocation, line: CommandLine): CoreContext {
  const { env, cwd } = line
  const load: CoreContext['loadSettings'] = () =>
    loadSettings({ env, cwd, file: textOf(options['config']) })
  return {
    options,
    words,
    loadSettings: load,
    print: text => line.print(`${text}\n`),
    api: createApiClient(() =>
      findApi({
        url: textOf(options['url']) ?? (env['DECKLOG_URL'] || undefined),
        token: textOf(options['token']) ?? (env['DECKLOG_TOKEN'] || undefined),
        loadSettings: load,
      }),
    ),
  }
}

// Plugins are loaded only for what core does not know by itself.
async function pluginCommands({ words, env, cwd }: CommandLine): Promise<readonly CoreCommand[]> {
  const [first] = words.filter(word => !word.startsWith('-'))
  const own = coreCommands.some(({ name }) => name.split(' ')[0] === first)
  const asksVersion = words.includes('--version') || words.includes('-V')
  if (own || asksVersion) return []
  const at = words.indexOf('--config')
  return findPluginCommands({ env, cwd, file: at < 0 ? undefined : words[at + 1] })
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function describe(error: unknown): string {
  if (isDecklogError(error)) return `${error.message} (${error.code})`
  return error instanceof Error && error.stack ? error.stack : messageOf(error)
}
