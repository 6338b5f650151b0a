import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { codeOf, messageOf } from '../errors.ts'
import type { EndedProgram } from './command.ts'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
// As shells have it.
const notFound = 127
const notExecutable = 126
const endedBySignal = 128

/** Runs a program with this process's input, output and environment, passes signals on to it, and waits for its end. */
export function runProgram([program = '', ...args]: readonly string[]): Promise<EndedProgram> {
  return new Promise(resolve => {
    const startMs = performance.now()
    const child = spawn(program, args, { stdio: 'inherit' })
    const stopPassing = passSignals(child)
    const end = (exitCode: number, how: string): void => {
      stopPassing()
      resolve({ exitCode, how, seconds: (performance.now() - startMs) / 1_000 })
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
