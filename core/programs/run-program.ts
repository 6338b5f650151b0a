import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { codeOf, DecklogError } from '../errors.ts'
import { within } from '../timing/within.ts'
import type { Program, Ran, RunProgram } from './program.ts'

const mostBytes = 8 * 1024 * 1024

interface RunProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Is given what programs say on standard error, while they say it. */
  readonly tell?: (text: string) => void
  /** Ends what runs, and lets nothing start but clean-ups. */
  readonly interrupt?: AbortSignal
}

/** Creates what runs programs, each in a process group of its own, which is ended whole when its time is over. */
export function createRunProgram({ env, tell, interrupt }: RunProgramOptions): RunProgram {
  return async program => {
    const ending = program.kind === 'cleanup' ? undefined : interrupt
    if (ending?.aborted) throw failed(`${program.argv[0]} was not started: interrupted`)
    const [command, ...args] = program.argv
    // Without a file descriptor to spare it has no streams, whatever the types say; its error tells that.
    const child: ChildProcess = spawn(command, args, {
      detached: true,
      env: { ...env, ...program.env },
      ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
      ...program.user,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const stdout = collect(child.stdout)
    const stderr = collect(child.stderr, tell)
    // A program that does not read its input is judged by its exit code.
    child.stdin?.on('error', () => {}).end(program.input ?? '')
    const exitCode = await ended(child, program, ending)
    return { exitCode, stdout: stdout(), stderr: stderr() }
  }
}

async function ended(
  child: ChildProcess,
  program: Program,
  interrupt: AbortSignal | undefined,
): Promise<Ran['exitCode']> {
  const { argv, timeoutSeconds, killed } = program
  const [name] = argv
  const late = (): DecklogError => failed(`${name} did not end within ${timeoutSeconds} s`)
  try {
    const budget = { ms: timeoutSeconds * 1_000, signal: interrupt, late }
    const ends = [closed(child, name), misbehaved(child, program)]
    const exitCode = await within(budget, () => Promise.race(ends))
    // What is left of its group and holds nothing of ours would still be one more at every run.
    if (program.leftovers === 'refused') endGroup(child)
    return exitCode
  } catch (error) {
    endGroup(child)
    if (killed === 'awaited') await gone(child)
    throw interrupt?.aborted ? failed(`${name} was interrupted`) : error
  }
}

function closed(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', cause => reject(failed(`${name} cannot be run: ${cause.message}`, cause)))
    child.once('close', (code, signal) => {
      if (code === null) reject(failed(`${name} was ended by ${signal}`))
      else resolve(code)
    })
  })
}

/** So long the outputs of what has ended may still be on their way. */
const drainMs = 1_000

/** Rejects when it says too much, or leaves behind what holds its outputs, where that matters. */
function misbehaved(
  child: ChildProcess,
  { argv: [name], mostBytes = Infinity, leftovers }: Program,
): Promise<never> {
  return new Promise((_resolve, reject) => {
    let bytes = 0
    const count = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > mostBytes) reject(failed(`${name} said more than ${mostBytes} bytes`))
    }
    child.stdout?.on('data', count)
    child.stderr?.on('data', count)
    if (leftovers !== 'refused') return
    child.once('exit', () => {
      const late = (): void => reject(failed(`${name} ended and left a program behind`))
      const timer = setTimeout(late, drainMs)
      child.once('close', () => clearTimeout(timer))
    })
  })
}

// It keeps nobody from ending: this process need not outlive it.
function gone(child: ChildProcess): Promise<void> {
  child.unref()
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => child.once('exit', () => resolve()))
}

// What left the group may hold the pipes, and what runs as root may not be ours to end: nobody waits for it.
function endGroup({ pid, stdout, stderr }: ChildProcess): void {
  stdout?.destroy()
  stderr?.destroy()
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') throw error
  }
}

// The last of what it said: the end of a long output tells what went wrong.
function collect(stream: Readable | null, tell?: (text: string) => void): () => Buffer {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    tell?.(chunk.toString('utf8'))
    chunks.push(chunk)
    bytes += chunk.length
    while (bytes - (chunks[0]?.length ?? 0) > mostBytes) bytes -= chunks.shift()?.length ?? 0
  })
  return () => Buffer.concat(chunks)
}

function failed(message: string, cause?: unknown): DecklogError {
  return new DecklogError('DECKLOG_PROGRAM_FAILED', message, { cause })
}
