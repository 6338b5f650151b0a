import { DecklogError } from '../../../core/errors.ts'
import type { RunProgram } from '../../../core/programs/program.ts'

const timeoutSeconds = 30

/** Asks the program that tells what a target runs: JSON, or a reference a line; null when there is no such program. */
export async function askImages(
  command: readonly [string, ...string[]] | undefined,
  run: RunProgram,
): Promise<unknown> {
  if (!command) return null
  const { exitCode, stdout } = await run({ argv: command, timeoutSeconds })
  if (exitCode !== 0)
    throw new DecklogError('DECKLOG_PROGRAM_FAILED', `${command[0]} ended with ${exitCode}`)
  const text = stdout.toString('utf8').trim()
  return parse(text) ?? text.split('\n').filter(line => line.trim() !== '')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
