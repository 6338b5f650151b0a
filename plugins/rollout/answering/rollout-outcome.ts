import type { HealthGateResult, RollbackResult } from '../events.ts'
import { toGateBody, type GateBody } from '../health-gate/gate-body.ts'
import type { ToldVerification } from './told-verification.ts'

/** How a rollout ended, as `--json` prints it. */
export interface RolloutOutcome {
  readonly status: 'passed' | 'failed'
  readonly status_reason: string
  readonly target: string
  readonly health_gate: GateBody
  readonly failed_urls: readonly string[]
  readonly checks: ToldVerification['checks']
  readonly verification_id: string
  readonly release_id: string | null
  readonly evidence_link: string
  readonly gsd_run_updated: boolean
  readonly rollback: {
    readonly status: 'not_needed' | 'not_configured' | RollbackResult['outcome']
    readonly exit_code: number | null
    readonly output: string
  }
}

interface Ended {
  readonly target: string
  readonly gate: HealthGateResult
  readonly verification: ToldVerification
  /** Undefined when nothing was taken back. */
  readonly rollback: Omit<RollbackResult, 'verificationId'> | undefined
}

/** Puts together how a rollout ended. */
export function toOutcome({ target, gate, verification, rollback }: Ended): RolloutOutcome {
  const { verdict, checks } = verification
  const untaken = verdict === 'passed' ? 'not_needed' : 'not_configured'
  return {
    status: verdict,
    status_reason: reasonOf(gate, verification),
    target,
    health_gate: toGateBody(gate),
    failed_urls: gate.attempts.at(-1)?.failedUrls ?? [],
    checks,
    verification_id: verification.verification_id,
    release_id: verification.release_id,
    evidence_link: verification.evidence_link,
    gsd_run_updated: verification.gsd_run_updated,
    rollback: {
      status: rollback?.outcome ?? untaken,
      exit_code: rollback?.exitCode ?? null,
      output: rollback?.output ?? '',
    },
  }
}

function reasonOf(gate: HealthGateResult, { checks }: ToldVerification): string {
  if (gate.status === 'failed') return `health gate: ${gate.reason}`
  const missed = checks.filter(({ required, verdict }) => required && verdict !== 'passed')
  if (missed.length === 0) return 'every required check has passed'
  return `required checks: ${missed.map(({ name, verdict }) => `${name} ${verdict}`).join(', ')}`
}

/** The lines that a person reads. */
export function linesOf(outcome: RolloutOutcome): readonly string[] {
  const { target, status, status_reason, checks, rollback, evidence_link } = outcome
  const width = Math.max(...checks.map(({ name }) => name.length), 0)
  const lines = checks.map(({ name, required, verdict, detail }) => {
    const weight = required ? 'required' : 'optional'
    return `${name.padEnd(width)}  ${weight}  ${verdict.padEnd(12)}  ${detail}`
  })
  const taken = rollback.status.startsWith('not_') ? [] : [`Rollback ${rollback.status}.`]
  return [...lines, ...taken, `${target} ${status}: ${status_reason}`, evidence_link]
}

/** The result as variables of a shell. */
export function envFile({
  status,
  status_reason,
  target,
  verification_id,
  failed_urls,
  rollback,
}: RolloutOutcome): string {
  const values = {
    ROLLOUT_STATUS: status,
    ROLLOUT_STATUS_REASON: status_reason,
    ROLLOUT_TARGET: target,
    ROLLOUT_VERIFICATION_ID: verification_id,
    ROLLOUT_FAILED_URLS: failed_urls.join(' '),
    ROLLOUT_ROLLBACK: rollback.status,
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('')
}
