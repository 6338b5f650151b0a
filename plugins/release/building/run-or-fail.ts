import { DecklogError } from '../../../core/errors.ts'
import type { Program, RunProgram } from '../../../core/programs/program.ts'

/** Runs a program that must succeed and answers what it wrote; DECKLOG_PROGRAM_FAILED tells what it said instead. */
export async function runOrFail(run: RunProgram, program: Program): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await run(program)
  if (exitCode === 0) return stdout
  const said = stderr.toString('utf8').trim().split('\n').slice(-5).join('\n  ')
  throw new DecklogError(
    'DECKLOG_PROGRAM_FAILED',
    `${program.argv.slice(0, 4).join(' ')} failed with exit code ${exitCode}:\n  ${said}`,
  )
}
