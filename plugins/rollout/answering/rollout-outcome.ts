import type { HealthGateResult, RollbackResult } from '../events.ts'
import { toGateBody, type GateBody } from '../health-gate/gate-body.ts'
import type { RolloutRecord } from './record-command.ts'
import type { ToldVerification } from './told-verification.ts'

/** How a rollout ended, as `--json` prints it. */
export interface RolloutOutcome {
  /** `unverified`: the target became healthy, and Decklog could not verify it. */
  readonly status: 'passed' | 'failed' | 'unverified'
  readonly status_reason: string
  readonly target: string
  readonly health_gate: GateBody
  readonly failed_urls: readonly string[]
  readonly checks: ToldVerification['checks']
  readonly verification_id: string | null
  readonly release_id: string | null
  readonly evidence_link: string | null
  readonly gsd_run_updated: boolean
  readonly rollback: {
    readonly status: 'not_needed' | 'not_configured' | RollbackResult['outcome']
    readonly exit_code: number | null
    readonly output: string
  }
  readonly recorded: boolean
  /** What could not be recorded, for `decklog rollout record`; null when everything was, or it could not be kept. */
  readonly record_file: string | null
}

/** How a rollout ended. */
export interface Ended {
  readonly target: string
  readonly release: string | null
  readonly gate: HealthGateResult
  /** What Decklog said, or why it said nothing. */
  readonly verified: ToldVerification | { readonly problem: string }
  /** Why nothing was taken back. */
  readonly untaken?: 'not_needed' | 'not_configured'
  readonly rollback?: Omit<RollbackResult, 'verificationId'>
  /** Null when everything was recorded. */
  readonly unrecorded: RolloutRecord | null
}

/** Puts together how a rollout ended. */
export function toOutcome(ended: Ended, recordFile: string | null): RolloutOutcome {
  const { target, release, gate, verified, untaken = 'not_needed', rollback, unrecorded } = ended
  const told = 'verdict' in verified ? verified : undefined
  return {
    status: told?.verdict ?? (gate.status === 'passed' ? 'unverified' : 'failed'),
    status_reason: reasonOf(gate, verified),
    target,
    health_gate: toGateBody(gate),
    failed_urls: gate.attempts.at(-1)?.failedUrls ?? [],
    checks: told?.checks ?? [],
    verification_id: told?.verification_id ?? null,
    release_id: told ? told.release_id : release,
    evidence_link: told?.evidence_link ?? null,
    gsd_run_updated: told?.gsd_run_updated ?? false,
    rollback: {
      status: rollback?.outcome ?? untaken,
      exit_code: rollback?.exitCode ?? null,
      output: rollback?.output ?? '',
    },
    recorded: unrecorded === null,
    record_file: recordFile,
  }
}

function reasonOf(gate: HealthGateResult, verified: Ended['verified']): string {
  const unsaid = 'problem' in verified ? `; Decklog did not verify it: ${verified.problem}` : ''
  if (gate.status === 'failed') return `health gate: ${gate.reason}${unsaid}`
  if ('problem' in verified) return `health gate: ${gate.reason}${unsaid}`
  const missed = verified.checks.filter(({ required, verdict }) => required && verdict !== 'passed')
  if (missed.length === 0) return 'every required check has passed'
  return `required checks: ${missed.map(({ name, verdict }) => `${name} ${verdict}`).join(', ')}`
}

/** The lines that a person reads. */
export function linesOf(outcome: RolloutOutcome): readonly string[] {
  const { target, status, status_reason, checks, rollback, evidence_link, record_file } = outcome
  const width = Math.max(...checks.map(({ name }) => name.length), 0)
  const lines = checks.map(({ name, required, verdict, detail }) => {
    const weight = required ? 'required' : 'optional'
    return `${name.padEnd(width)}  ${weight}  ${verdict.padEnd(12)}  ${detail}`
  })
  const taken = rollback.status.startsWith('not_') ? [] : [`Rollback ${rollback.status}.`]
  const later =
    record_file === null
      ? []
      : [`Not all of it is recorded. Later: decklog rollout record ${record_file}`]
  const link = evidence_link === null ? [] : [evidence_link]
  return [...lines, ...taken, `${target} ${status}: ${status_reason}`, ...link, ...later]
}

/** The result as variables of a shell. */
export function envFile({
  status,
  status_reason,
  target,
  verification_id,
  failed_urls,
  rollback,
  record_file,
}: RolloutOutcome): string {
  return shellVariables({
    ROLLOUT_STATUS: status,
    ROLLOUT_STATUS_REASON: status_reason,
    ROLLOUT_TARGET: target,
    ROLLOUT_VERIFICATION_ID: verification_id ?? '',
    ROLLOUT_FAILED_URLS: failed_urls.join(' '),
    ROLLOUT_ROLLBACK: rollback.status,
    ROLLOUT_RECORD_FILE: record_file ?? '',
  })
}

/** Variables as a shell reads them. */
export function shellVariables(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('')
}
