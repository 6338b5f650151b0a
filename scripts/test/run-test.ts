import { join } from 'node:path'
import { Parser, type FinalResults } from 'tap-parser'
import type { Outcome } from './outcome.ts'
import { runProgram } from './run-program.ts'

/** After so long a process of tests is killed; what chance decides is done for longer in `npm run test:long`. */
export const limitMs = process.env['DECKLOG_TEST_LONG'] === undefined ? 480_000 : 1_800_000

/** An environment in which tap waits as long; its own 30 s are not enough for a loaded machine. */
export function patient(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, TAP_TIMEOUT: String(limitMs / 1_000) }
}

/** Runs a file of tests, compiled beside this, and reads what it says of itself. */
export async function runTest(file: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const program = [process.execPath, '--enable-source-maps', compiledOf(file)] as const
  const { code, output, seconds } = await runProgram(program, {
    env: patient(env),
    limitMs,
  })
  const results = await readTap(output)
  const state = code === 0 && results.ok && results.count > 0 ? 'passed' : 'failed'
  const told = code === null ? `${output}\nkilled after ${seconds.toFixed(0)} s\n` : output
  return { name: file, state, assertions: results.count, seconds, output: told }
}

/** Where a file of tests is compiled, beside this. */
export function compiledOf(file: string): string {
  return join(import.meta.dirname, '../..', file.replace(/\.ts$/, '.js'))
}

async function readTap(output: string): Promise<FinalResults> {
  const parser = new Parser()
  const complete = new Promise<FinalResults>(resolve => parser.once('complete', resolve))
  parser.end(output)
  return complete
}
