import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { codeOf, DecklogError } from '../errors.ts'
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
    const child = spawn(command, args, {
      detached: true,
      env: { ...env, ...program.env },
      ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const stdout = collect(child.stdout)
    const stderr = collect(child.stderr, tell)
    // A program that does not read its input is judged by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(program.input ?? '')
    const exitCode = await ended(child, program, ending)
    return { exitCode, stdout: stdout(), stderr: stderr() }
  }
}

function ended(
  child: ChildProcess,
  { argv, timeoutSeconds }: Program,
  interrupt: AbortSignal | undefined,
): Promise<Ran['exitCode']> {
  return new Promise((resolve, reject) => {
    let why: string | undefined
    const end = (reason: string): void => {
      why ??= reason
      endGroup(child)
    }
    const interrupted = (): void => end('was interrupted')
    const timer = setTimeout(
      () => end(`did not end within ${timeoutSeconds} s`),
      timeoutSeconds * 1_000,
    )
    interrupt?.addEventListener('abort', interrupted)
    const settle = (): void => {
      clearTimeout(timer)
      interrupt?.removeEventListener('abort', interrupted)
    }
    child.once('error', cause => {
      settle()
      reject(failed(`${argv[0]} cannot be run: ${cause.message}`, cause))
    })
    child.once('close', (code, signal) => {
      settle()
      if (why !== undefined || code === null)
        reject(failed(`${argv[0]} ${why ?? `was ended by ${signal}`}`))
      else resolve(code)
    })
  })
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

// The last of what it said: the end of a long output tells what went wrong.
function collect(stream: Readable, tell?: (text: string) => void): () => Buffer {
  const chunks: Buffer[] = []
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
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
