import type { Finding } from './finding.ts'
import type { Run } from './sources.ts'

/** Runs that are blocked, or wait for somebody. */
export function findRuns(runs: readonly Run[]): readonly Finding[] {
  return runs.flatMap(run => {
    const waits = waitingOf(run)
    if (!waits) return []
    return [
      {
        key: `run ${run.id}`,
        level: 'warning',
        what: `${nameOfRun(run)} ${waits.state}`,
        why: waits.why,
        since: waits.since,
        todo: waits.todo,
        at: [`/runs/${run.id}`],
        causes: run.gate_decisions.map(({ stage }) => `gate ${run.id} ${stage}`),
      } satisfies Finding,
    ]
  })
}

/** What a run is called: its name and its iteration. */
export function nameOfRun({ run_name: name, iteration_number: iteration }: Run): string {
  return `Run ${name} #${iteration}`
}

/** What a run waits for. */
export interface Waiting {
  readonly state: 'is blocked' | 'waits'
  readonly why: string
  readonly since: string | null
  readonly todo: string
  /** What it waits for, in few words. */
  readonly short: string
}

/** Tells what a run waits for: a gate, an approval, or what was said when it was blocked; undefined when it goes on. */
export function waitingOf(run: Run): Waiting | undefined {
  if (run.status === 'completed') return undefined
  const [refused] = run.gate_decisions
    .filter(({ effect, decided_at: at }) => effect === 'refused' && at >= run.stage_entered_at)
    .sort((a, b) => (a.decided_at < b.decided_at ? 1 : -1))
  if (refused)
    return {
      state: 'is blocked',
      why: `In ${run.stage}; ${deniedBy(refused)} ${refused.stage}.`,
      since: refused.decided_at,
      todo: 'See why, mend it and try again; or bypass the gates, with a reason.',
      short: deniedBy(refused),
    }
  const pending = run.approvals.find(({ status }) => status === 'pending')
  if (pending) {
    const { role, stage, given, required } = pending
    const of = required > 1 ? ` (${given} of ${required} given)` : ''
    return {
      state: 'waits',
      why: `In ${run.stage}; ${stage} waits for an approval by ${role ?? 'an owner'}${of}.`,
      since: pending.requested_at,
      todo: 'Look at what is to be approved, and approve or reject it.',
      short: `waits for ${role ?? 'an owner'}`,
    }
  }
  return blockedBySaying(run)
}

function deniedBy({ gates }: Run['gate_decisions'][number]): string {
  const names = gates.filter(({ decision }) => decision === 'deny').map(({ gate }) => gate)
  return names.length === 1 ? `gate ${names[0] ?? ''} denies` : `gates ${names.join(', ')} deny`
}

function blockedBySaying(run: Run): Waiting | undefined {
  const { status, status_reason: reason, stage, updated_at: since } = run
  if (run.owner_approval_status === 'pending')
    return {
      state: 'waits',
      why: `In ${stage}; it waits for the approval of its owner.`,
      since,
      todo: 'Look at what is to be approved, and approve or reject it.',
      short: 'waits for its owner',
    }
  if (status !== 'blocked') return undefined
  return {
    state: 'is blocked',
    why: reason ? `In ${stage}: ${reason}` : `In ${stage}; nobody said why.`,
    since,
    todo: 'See what happened to it last.',
    short: 'is blocked',
  }
}
