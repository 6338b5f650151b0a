import type { Clock } from '../../../core/clock.ts'
import { messageOf } from '../../../core/errors.ts'
import type { RunProgram } from '../../../core/programs/program.ts'
import type { Target } from '../config.ts'
import type { RollbackResult } from '../events.ts'
import { redact } from './redact.ts'

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
    const output = redact(`${stdout.toString()}\n${stderr.toString()}`, secrets)
    const outcome = exitCode === 0 ? 'succeeded' : 'failed'
    return { outcome, exitCode, durationMs: elapsed(), output }
  } catch (error) {
    const durationMs = elapsed()
    const outcome = durationMs >= timeout * 1_000 ? 'timed_out' : 'failed'
    return { outcome, exitCode: null, durationMs, output: redact(messageOf(error), secrets) }
  }
}
