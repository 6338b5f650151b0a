import { type Clock, messageOf, type RunProgram } from '../../../core/plugin-api.ts'
import type { Target } from '../config.ts'
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
    const output = redact(`${stdout.toString()}\n${stderr.toString()}`, secrets)
    const outcome = exitCode === 0 ? 'succeeded' : 'failed'
    return { outcome, exitCode, durationMs: elapsed(), output }
  } catch (error) {
    const durationMs = elapsed()
    const outcome = durationMs >= timeout * 1_000 ? 'timed_out' : 'failed'
    return { outcome, exitCode: null, durationMs, output: redact(messageOf(error), secrets) }
  }
}

const mostCharacters = 4_000

const secrets = [
  // user:password@ of a URL
  /(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
  /(?<=\b(?:password|passwd|secret|token|api[-_]?key|authorization)["']?\s*[:=]\s*["']?)(?:Bearer\s+)?[^\s"',;]+/gi,
  /\b(?:ghp|gho|ghs|github_pat|glpat|xox[abp]|dlk)_?[-_A-Za-z0-9]{16,}/g,
]

/** The end of what a program said, with what looks like a secret, and the values of `known`, hidden. */
export function redact(output: string, known: readonly string[]): string {
  const named = known.filter(value => value.length >= 8)
  const plain = named.reduce((text, value) => text.replaceAll(value, '[hidden]'), output)
  const hidden = secrets.reduce((text, pattern) => text.replace(pattern, '[hidden]'), plain)
  // Postgres keeps no NUL in text.
  return hidden.replaceAll('\0', '').trim().slice(-mostCharacters)
}
