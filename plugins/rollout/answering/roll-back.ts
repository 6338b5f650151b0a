import { type Clock, messageOf, redact, type RunProgram } from '../../../core/plugin-api.ts'
import type { Target } from '../target-config.ts'
import type { RollbackResult } from '../events.ts'

interface RollbackParts {
  readonly run: RunProgram
  readonly clock: Clock
  /** What must not be seen in the output. */
  readonly secrets: readonly string[]
}

/** Runs the command that takes a target back. */
export async function rollBack(
  { command, timeout }: NonNullable<Target['rollback']>,
  { run, clock, secrets }: RollbackParts,
): Promise<Omit<RollbackResult, 'verificationId'>> {
  const startMs = clock.monotonicMs()
  const elapsed = (): number => Math.round(clock.monotonicMs() - startMs)
  try {
    const { exitCode, stdout, stderr } = await run({ argv: command, timeoutSeconds: timeout })
    const output = shown(`${stdout.toString()}\n${stderr.toString()}`, secrets)
    const outcome = exitCode === 0 ? 'succeeded' : 'failed'
    return { outcome, exitCode, durationMs: elapsed(), output }
  } catch (error) {
    const durationMs = elapsed()
    const outcome = durationMs >= timeout * 1_000 ? 'timed_out' : 'failed'
    return { outcome, exitCode: null, durationMs, output: shown(messageOf(error), secrets) }
  }
}

const mostCharacters = 4_000

// Its end tells what went wrong. Postgres keeps no NUL in text.
function shown(output: string, secrets: readonly string[]): string {
  return redact(output, secrets).replaceAll('\0', '').trim().slice(-mostCharacters)
}
