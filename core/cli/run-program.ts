import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { codeOf, messageOf } from '../errors.ts'
import type { EndedProgram } from './command.ts'
import { createTail } from './output-tail.ts'

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
