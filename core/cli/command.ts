/** How a command ends: 0 done, 1 found something wrong (or warning), 2 wrong usage or cannot run (or critical), 3 unknown. */
export type ExitCode = 0 | 1 | 2 | 3

/** Calls the running Decklog. Throws DecklogError with the code of the problem document. */
export interface ApiClient {
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<unknown>
  patch(path: string, body: unknown): Promise<unknown>
}

/** What a running command is given. */
export interface CommandContext {
  readonly api: ApiClient
  /** Values of arguments and options by camelCase name. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Writes one line to standard output. */
  print(line: string): void
}

/** A command that a plugin adds to `decklog`. `--json` and the API address come from core. */
export interface CliCommand {
  /** Words after `decklog`: `check disk`. */
  readonly name: string
  readonly summary: string
  /** commander syntax: `<run>` or `[mount]`. */
  readonly arguments?: readonly { readonly syntax: string; readonly summary: string }[]
  /** commander syntax: `--mount <path>`. */
  readonly options?: readonly { readonly syntax: string; readonly summary: string }[]
  run(context: CommandContext): Promise<ExitCode>
}
