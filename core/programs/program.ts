/** A program to run: its arguments come from code or configuration, and no shell reads them. */
export interface Program {
  readonly argv: readonly [string, ...string[]]
  readonly timeoutSeconds: number
  /** Default: that of Decklog. */
  readonly cwd?: string
  /** Added to the environment of Decklog. */
  readonly env?: Readonly<Record<string, string>>
  /** Written to standard input, which ends then. */
  readonly input?: string
  /** `cleanup`: runs even when everything else has been interrupted. */
  readonly kind?: 'cleanup'
  /** What takes too long is waited for until it is gone, which a kernel that hangs may put off for ever. */
  readonly killed?: 'awaited'
}

/** How a program ended. */
export interface Ran {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** Runs a program to its end, whatever its exit code; DECKLOG_PROGRAM_FAILED when it is missing, ends by a signal or takes too long. */
export type RunProgram = (program: Program) => Promise<Ran>
