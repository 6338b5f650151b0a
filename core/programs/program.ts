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
  /** Runs as another, with no other groups; only root can. Default: as Decklog. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** What says more than this on both outputs together has failed; default: the last 8 MiB of each are kept. */
  readonly mostBytes?: number
  /** `cleanup`: runs even when everything else has been interrupted. */
  readonly kind?: 'cleanup'
  /** What takes too long is waited for until it is gone, which a kernel that hangs may put off for ever. */
  readonly killed?: 'awaited'
  /** `refused`: what has ended and left something behind that holds its outputs has failed. Default: that is waited for. */
  readonly leftovers?: 'refused'
}

/** How a program ended. */
export interface Ran {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** Runs a program to its end, whatever its exit code; DECKLOG_PROGRAM_FAILED when it is missing, ends by a signal, takes too long or says too much. */
export type RunProgram = (program: Program) => Promise<Ran>
