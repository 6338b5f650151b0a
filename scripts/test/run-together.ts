import { join } from 'node:path'
import { Parser } from 'tap-parser'
import { heading } from './heading.ts'
import type { Outcome } from './outcome.ts'
import { runProgram } from './run-program.ts'
import { compiledOf, limitMs, patient, runTest } from './run-test.ts'

const starter = join(import.meta.dirname, 'together.js')

/**
 * Runs files of tests that need nothing of their process in one, which spares each its start. What does not pass so is run by itself, and that
 * counts: a file is never red because of its neighbours, and is told of by its own name and output.
 */
export async function runTogether(
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<readonly Outcome[]> {
  const program = [
    process.execPath,
    ...['--enable-source-maps', starter, ...files.map(compiledOf)],
  ] as const
  const { code, output } = await runProgram(program, { env: patient(env), limitMs })
  const found = code === 0 ? await readTogether(output) : new Map<string, Told>()
  const outcomes: Outcome[] = []
  for (const file of files) {
    const told = found.get(compiledOf(file))
    if (told && told.failed === 0) outcomes.push(passed(file, told))
    else outcomes.push(await runTest(file, env))
  }
  return outcomes
}

interface Told {
  readonly assertions: number
  readonly failed: number
  readonly seconds: number
}

function passed(name: string, { assertions, seconds }: Told): Outcome {
  return { name, state: 'passed', assertions, seconds, output: '' }
}

/** Counts what is told of each file; nothing of any when the whole is not sound. */
async function readTogether(output: string): Promise<ReadonlyMap<string, Told>> {
  const found = new Map<string, Told>()
  let file = ''
  const parser = new Parser()
  parser.on('comment', (text: string) => {
    const [, named] = text.trim().split(`# ${heading}`)
    if (named !== undefined) file = named
  })
  parser.on('assert', ({ ok, time }: { readonly ok: boolean; readonly time?: number | null }) => {
    const { assertions, failed, seconds } = found.get(file) ?? none
    found.set(file, {
      assertions: assertions + 1,
      failed: failed + (ok ? 0 : 1),
      seconds: seconds + (time ?? 0) / 1_000,
    })
  })
  const complete = new Promise<boolean>(resolve => {
    parser.once('complete', ({ ok }: { readonly ok: boolean }) => resolve(ok))
  })
  parser.end(output)
  return (await complete) ? found : new Map()
}

const none: Told = { assertions: 0, failed: 0, seconds: 0 }
