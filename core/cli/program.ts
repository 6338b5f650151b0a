import { Command } from 'commander'
import { asOfOption, type CliOption, type CommandContext, type CoreCommand } from './command.ts'

/** A command that was chosen, with what was given to it. */
export interface Invocation extends Given {
  readonly command: CoreCommand
}

type Given = Pick<CommandContext, 'options' | 'lists' | 'words'>

/** What a command line is built from. */
export interface ProgramRequest {
  readonly version: string
  readonly commands: readonly CoreCommand[]
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
  invoke(invocation: Invocation): Promise<number>
  done(exitCode: number): void
}

const groups = new Map([
  ['audit', 'What auditors ask for'],
  ['check', 'Checks for monitoring: exit code 0 ok, 1 warning, 2 critical, 3 unknown'],
  ['config', 'The configuration'],
  ['gates', 'May the next step happen now?'],
  ['plugin', 'Plugins and guards of your own'],
  ['policy', 'The runtime image policy'],
  ['projections', 'The read models'],
  ['release', 'Releases: every image by its digest'],
  ['token', 'Access tokens'],
])

/** Builds the command line from commands; it throws commander's errors instead of ending the process. */
export function createProgram(request: ProgramRequest): Command {
  const { version, commands, print, printError } = request
  const program = new Command('decklog')
    .description("The ship's log of a live system: guards, gates and evidence on an event ledger.")
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: printError,
      outputError: (text, write) => write(text.replace(/^error: /, 'decklog: ')),
    })
  for (const command of commands) add(program, command, request)
  return program
}

function add(program: Command, command: CoreCommand, { invoke, done }: ProgramRequest): void {
  const leaf = place(program, command.name.split(' ')).description(command.summary)
  for (const { syntax, summary } of command.arguments ?? []) leaf.argument(syntax, summary)
  for (const option of command.options ?? []) addOption(leaf, option)
  if (command.asOf) addOption(leaf, asOfOption)
  leaf.option('--config <file>', 'settings file; default: decklog.yml of this folder, if any')
  leaf.option('--json', 'print JSON')
  if (command.calls === 'api') {
    leaf.option(
      '--url <url>',
      'address of the API (DECKLOG_URL); default: the Decklog running here',
    )
    leaf.option('--token <token>', 'access token (better: DECKLOG_TOKEN)')
  }
  if (command.examples.length > 0)
    leaf.addHelpText(
      'after',
      `\nExamples:\n${command.examples.map(line => `  ${line}\n`).join('')}`,
    )
  leaf.action(async () => done(await invoke({ command, ...valuesOf(leaf) })))
}

function addOption(leaf: Command, { syntax, summary, takes }: CliOption): void {
  if (takes === undefined) leaf.option(syntax, summary)
  else leaf.option(syntax, summary, addValue)
}

function addValue(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}

function place(program: Command, words: readonly string[]): Command {
  const [first = '', ...rest] = words
  if (rest.length === 0) return program.command(first)
  const group =
    program.commands.find(known => known.name() === first) ??
    program.command(first).description(groups.get(first) ?? '')
  return place(group, rest)
}

function isSingle(entry: readonly [string, unknown]): entry is [string, string | boolean] {
  return !Array.isArray(entry[1])
}

function isList(entry: readonly [string, unknown]): entry is [string, readonly string[]] {
  return Array.isArray(entry[1])
}

function valuesOf(leaf: Command): Given {
  const given: unknown[] = leaf.processedArgs
  const named = leaf.registeredArguments.map((argument, index) => [argument.name(), given[index]])
  const last = given.at(-1)
  const words = Array.isArray(last) ? last.map(String) : []
  const single = named.filter(([, value]) => !Array.isArray(value))
  // Where the group is a command itself, it takes the options that it knows too.
  const options: readonly [string, unknown][] = Object.entries(leaf.optsWithGlobals())
  return {
    options: Object.fromEntries([...options.filter(isSingle), ...single]),
    lists: Object.fromEntries(options.filter(isList)),
    words,
  }
}
