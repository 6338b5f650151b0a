import { v7 } from 'uuid'
import {
  type ApiClient,
  type Clock,
  isDecklogError,
  messageOf,
  problemStatuses,
  type RunProgram,
} from '../../../core/plugin-api.ts'
import type { HealthUrl, Target } from '../target-config.ts'
import { toGateBody } from '../health-gate/gate-body.ts'
import { askHealthy } from './ask-healthy.ts'
import type { RolloutRecord } from './record-command.ts'
import { rollBack } from './roll-back.ts'
import type { Ended } from './rollout-outcome.ts'
import {
  readLook,
  readVerification,
  type ToldLook,
  type ToldVerification,
} from './told-verification.ts'

/** What is rolled out, and with what that is seen to. */
export interface Rollout {
  readonly target: string
  readonly runId: string | null
  readonly releaseId: string | null
  /** What this machine's configuration says of the target, if anything. */
  readonly local: Target | undefined
  readonly api: ApiClient
  readonly clock: Clock
  readonly run: RunProgram
  /** Looks at URLs from here. */
  lookFromHere(urls: readonly HealthUrl[], timeoutSeconds: number): Promise<ToldLook['urls']>
  /** What must not be seen in the output of programs. */
  readonly secrets: readonly string[]
  tell(line: string): void
}

/**
 * Waits for a target, has it verified, and takes it back when it does not pass. When Decklog cannot be reached or refuses, what was
 * seen from here decides: only what became healthy stays.
 */
export async function rollOut(rollout: Rollout): Promise<Ended> {
  const { target, runId, releaseId, local, api, clock, run, tell } = rollout
  const asked = { target, run_id: runId, release_id: releaseId }
  const looking = {
    ask: async () => readLook(await api.post('/api/v1/verifications/look', asked)),
    local,
    lookFromHere: ({ health, healthGate }: Target) =>
      rollout.lookFromHere(health, healthGate.timeout),
  }
  const gate = await askHealthy(looking, { clock, tell })
  const running_images = await askImages(local?.images?.command, { run, tell })
  const body = { ...asked, health_gate: toGateBody(gate), running_images }
  const verification = { key: v7(), body }
  const verified = await verify(rollout, verification)
  const isLeft = 'verdict' in verified ? verified.verdict === 'passed' : gate.status === 'passed'
  const ended = { target, gate, verified, release: releaseId }
  const unrecorded: RolloutRecord = {
    version: 1,
    verification_id: 'verdict' in verified ? verified.verification_id : null,
    verification: 'verdict' in verified ? null : verification,
    rollback: null,
  }
  if (isLeft || !local?.rollback) {
    const untaken = isLeft ? 'not_needed' : 'not_configured'
    return { ...ended, untaken, unrecorded: 'verdict' in verified ? null : unrecorded }
  }
  return { ...ended, ...(await takeBack(rollout, local.rollback, unrecorded)) }
}

/** A request that is made again without being done twice. */
interface Repeatable {
  readonly key: string
  readonly body: unknown
}

const mostTries = 3

// What is refused is refused for good; what cannot be reached may be back soon, above all when Decklog itself is the target.
async function verify(
  { api, clock, local, tell }: Rollout,
  { key, body }: Repeatable,
): Promise<ToldVerification | { readonly problem: string }> {
  const limits = { idempotencyKey: key, timeoutMs: 30_000 }
  for (let tries = 1; ; tries += 1) {
    try {
      return readVerification(await api.post('/api/v1/verifications', body, limits))
    } catch (error) {
      if (isRefusal(error) || tries >= mostTries) return { problem: messageOf(error) }
      tell(`Not recorded yet: ${messageOf(error)}`)
      await clock.delay((local?.healthGate.interval ?? 1) * 1_000)
    }
  }
}

function isRefusal(error: unknown): boolean {
  if (!isDecklogError(error)) return false
  const { status } = problemStatuses[error.code]
  return status < 500 && status !== 429
}

async function takeBack(
  { target, api, run, clock, secrets, tell }: Rollout,
  configured: NonNullable<Target['rollback']>,
  unrecorded: RolloutRecord,
): Promise<Pick<Ended, 'rollback' | 'unrecorded'>> {
  tell(`${target} is taken back: ${configured.command.join(' ')}`)
  const rollback = await rollBack(configured, { run, clock, secrets })
  const { outcome, exitCode, durationMs, output } = rollback
  const body = { outcome, exit_code: exitCode, duration_ms: durationMs, output }
  const taken = { key: v7(), body }
  const { verification_id: id } = unrecorded
  if (id === null) return { rollback, unrecorded: { ...unrecorded, rollback: taken } }
  try {
    const limits = { idempotencyKey: taken.key }
    await api.post(`/api/v1/verifications/${id}/rollback`, body, limits)
    return { rollback, unrecorded: null }
  } catch (error) {
    tell(`The rollback is not recorded: ${messageOf(error)}`)
    return { rollback, unrecorded: { ...unrecorded, rollback: taken } }
  }
}

const timeoutSeconds = 30

/**
 * Asks the program that tells what a target runs: JSON, or a reference a line; null when there is no such program, or none that
 * answers: then nobody has told, and the check fails.
 */
async function askImages(
  command: readonly [string, ...string[]] | undefined,
  { run, tell }: Pick<Rollout, 'run' | 'tell'>,
): Promise<unknown> {
  if (!command) return null
  try {
    const { exitCode, stdout } = await run({ argv: command, timeoutSeconds })
    const text = stdout.toString('utf8').trim()
    if (exitCode === 0) return parse(text) ?? text.split('\n').filter(line => line.trim() !== '')
    tell(`${command[0]} does not tell what runs: it ended with ${exitCode}`)
  } catch (error) {
    tell(`${command[0]} does not tell what runs: ${messageOf(error)}`)
  }
  return null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
