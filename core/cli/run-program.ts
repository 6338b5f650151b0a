import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { codeOf, messageOf } from '../errors.ts'
import { keepable } from '../validation/text.ts'
import type { EndedProgram } from './command.ts'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
// As shells have it.
const notFound = 127
const notExecutable = 126
const endedBySignal = 128

/** Runs a program with this process's input, output and environment, passes signals on to it, and waits for its end. */
export function runProgram(
  [program = '', ...args]: readonly string[],
  output: 'heard' | 'unheard' = 'unheard',
): Promise<EndedProgram> {
  return new Promise(resolve => {
    const startMs = performance.now()
    const heard = [process.stdout, process.stderr].map(
      stream => output === 'heard' && !stream.isTTY,
    )
    const [out, err] = heard.map(one => (one ? 'pipe' : 'inherit'))
    const child = spawn(program, args, { stdio: ['inherit', out ?? 'inherit', err ?? 'inherit'] })
    const tail = createTail([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])
    const stopPassing = passSignals(child)
    const end = (exitCode: number, how: string): void => {
      stopPassing()
      const seconds = (performance.now() - startMs) / 1_000
      void tail.ended().then(() => resolve({ exitCode, how, seconds, output: tail.text() }))
    }
    child.once('error', error => {
      const missing = codeOf(error) === 'ENOENT'
      end(missing ? notFound : notExecutable, `could not be started (${messageOf(error)})`)
    })
    child.once('exit', (code, signal) => {
      if (signal) end(endedBySignal + constants.signals[signal], `was ended by ${signal}`)
      else end(code ?? 1, `ended with exit code ${code}`)
    })
  })
}

function passSignals(child: ChildProcess): () => void {
  const handlers = passedOn.map(signal => [signal, () => pass(child, signal)] as const)
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

// Of its keys a terminal tells every process in front of it by itself.
function pass(child: ChildProcess, signal: NodeJS.Signals): void {
  const fromKeys = signal === 'SIGINT' || signal === 'SIGQUIT'
  if (!(fromKeys && process.stdin.isTTY)) child.kill(signal)
}

const mostBytes = 4_000
const mostLines = 20
/** So long it is waited for what a program has said before its end; what it left running may go on saying things for ever. */
const drainMs = 500

/** Passes the output of a program on as it comes, and keeps the end of it. */
interface OutputTail {
  /** Resolves when all has been passed on, or after half a second. */
  ended(): Promise<void>
  /** The last lines of all that was said, without control characters. */
  text(): string
}

/** Creates it over what is heard; a stream of null is not. */
function createTail(streams: readonly (readonly [Readable | null, Writable])[]): OutputTail {
  let kept = Buffer.alloc(0)
  const ends = streams.flatMap(([from, to]) => {
    if (!from) return []
    from.on('data', (chunk: Buffer) => {
      kept = Buffer.concat([kept, chunk]).subarray(-mostBytes)
    })
    from.pipe(to, { end: false })
    return [new Promise<void>(resolve => from.once('close', resolve))]
  })
  return {
    async ended() {
      const { promise, cancel } = afterMs(drainMs)
      await Promise.race([Promise.all(ends), promise])
      cancel()
      for (const [from] of streams) from?.destroy()
    },
    text: () => lastLines(kept.toString('utf8')),
  }
}

function afterMs(ms: number): { readonly promise: Promise<void>; readonly cancel: () => void } {
  let cancel = (): void => {}
  const promise = new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms)
    cancel = () => clearTimeout(timer)
  })
  return { promise, cancel }
}

// Colours and the like are for terminals. A piece of a character at the cut is left out.
function lastLines(text: string): string {
  const plain = stripVTControlCharacters(text).replace(/^\uFFFD+/, '')
  const lines = plain.trimEnd().split('\n').slice(-mostLines).map(withoutControls)
  // What was no text has grown: it is bytes that the receiver counts.
  const bytes = Buffer.from(lines.join('\n')).subarray(-mostBytes)
  return keepable(bytes.toString('utf8').replace(/^\uFFFD+/, ''), mostBytes)
}

function withoutControls(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, one => (one === '\t' ? ' ' : ''))
}
