import type { LoadedSettings } from '../config/config.ts'
import type { Environment } from '../config/read-environment.ts'

/** How a command ends: 0 done, 1 found something wrong (or warning), 2 wrong usage or cannot run (or critical), 3 unknown. */
export type ExitCode = 0 | 1 | 2 | 3

/** How one call differs from others. */
export interface CallLimits {
  /** Default 10,000. */
  readonly timeoutMs?: number
  /** Sent as `Idempotency-Key`: however often it is sent, it is done once. */
  readonly idempotencyKey?: string
}

/** Calls the running Decklog. Throws DecklogError with the code of the problem document. */
export interface ApiClient {
  get(path: string, limits?: CallLimits): Promise<unknown>
  post(path: string, body: unknown, limits?: CallLimits): Promise<unknown>
  patch(path: string, body: unknown, limits?: CallLimits): Promise<unknown>
}

/** The client that commands of core use: it also reads answers of one JSON value a line while they arrive. */
export interface LineApiClient extends ApiClient {
  lines(path: string, body: unknown): AsyncIterable<unknown>
}

/** A program that has ended. */
export interface EndedProgram {
  /** As shells have it: 127 when there was no such program, 128 and the signal's number when a signal ended it. */
  readonly exitCode: number
  /** In words that follow its name: `ended with exit code 1`. */
  readonly how: string
  readonly seconds: number
  /** The end of what it said, where that was heard. */
  readonly output: string
}

/** What a running command is given. */
export interface CommandContext {
  readonly api: ApiClient
  /** Values of arguments and options by camelCase name. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Values of the options that may be given several times, by camelCase name; absent when not given. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** Values of the command's last argument when that takes several. */
  readonly words: readonly string[]
  readonly env: Environment
  /** The folder that relative paths are meant from. */
  readonly cwd: string
  /** Writes one line to standard output. */
  print(line: string): void
  /** Writes one line to standard error. */
  warn(line: string): void
  /** Runs a program as if it stood in the place of the command: its input and output, and the signals meant for it. */
  /** `heard`: where its output is no terminal, the end of it is kept. */
  runProgram(words: readonly string[], output?: 'heard' | 'unheard'): Promise<EndedProgram>
}

/** An option of a command; `many`: it may be given several times, and its values come in `lists`. */
export interface CliOption {
  /** commander syntax: `--mount <path>`. */
  readonly syntax: string
  readonly summary: string
  /** The field of the API that it fills, where that is called neither as the option nor so with `_id`. */
  readonly field?: string
  readonly takes?: 'many'
}

/** The option of commands that read what was. */
export const asOfOption: CliOption = {
  syntax: '--as-of <moment>',
  summary: 'as it was: a time such as 2026-02-24T10:00:00Z, or a position of the ledger',
}

/** A command that a plugin adds to `decklog`. `--json` and the API address come from core. */
export interface CliCommand {
  /** Words after `decklog`: `check disk`. */
  readonly name: string
  readonly summary: string
  /** commander syntax: `<run>` or `[mount]`. */
  readonly arguments?: readonly Omit<CliOption, 'takes'>[]
  readonly options?: readonly CliOption[]
  /** A command that calls no running Decklog says so, and takes no `--url` and `--token`. */
  readonly calls?: 'api' | 'nothing'
  /** It only reads read models, and takes `--as-of` to read them as they were. */
  readonly asOf?: 'taken'
  /** Lines of `decklog …`, with what they do. */
  readonly examples?: readonly string[]
  /** Answers an ExitCode, or the exit code of the program that it ran. */
  run(context: CommandContext): Promise<number>
}

/** What a command of core is given beyond what a plugin's gets. */
export interface CoreContext extends CommandContext {
  readonly api: LineApiClient
  /** Settings from `--config` and the environment. */
  loadSettings(): Promise<LoadedSettings>
}

/** A command of core. */
export interface CoreCommand extends Omit<CliCommand, 'run'> {
  readonly calls: 'api' | 'nothing'
  readonly examples: readonly string[]
  run(context: CoreContext): Promise<number>
}

/** A plugin's command as one of core. */
export function fromPlugin(command: CliCommand): CoreCommand {
  return { calls: 'api', examples: [], ...command }
}
