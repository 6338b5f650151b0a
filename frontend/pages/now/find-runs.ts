import { approvalInTheWay, describeRun, nameOf, refusedStep } from '../runs/describe-run.ts'
import type { Finding } from './finding.ts'
import type { Run } from './sources.ts'

/** Runs that are blocked, or wait for somebody. */
export function findRuns(runs: readonly Run[], now: number): readonly Finding[] {
  return runs.flatMap(run => {
    const { level, text } = describeRun(run, now)
    if (level === 'ok') return []
    const waits = waitingOf(run)
    return [
      {
        key: `run ${run.id}`,
        level,
        what: `Run ${nameOf(run)} ${waits.how}`,
        why: `It ${text}.`,
        since: waits.since,
        todo: waits.todo,
        at: [`/runs/${run.id}`],
        causes: [`gate ${run.id} `, `approval ${run.id} `],
      } satisfies Finding,
    ]
  })
}

interface Waiting {
  readonly how: string
  readonly since: string
  readonly todo: string
}

function waitingOf(run: Run): Waiting {
  const refused = refusedStep(run)
  if (run.status !== 'blocked' && refused)
    return {
      how: 'is held back',
      since: refused.decided_at,
      todo: 'See why, mend it and try again; or bypass the gates, with a reason.',
    }
  const wanted = approvalInTheWay(run)
  if (run.status !== 'blocked' && wanted)
    return {
      how: wanted.status === 'rejected' ? 'was rejected' : 'waits',
      since: wanted.requested_at,
      todo: 'Look at what is to be approved, and approve or reject it.',
    }
  return { how: 'is blocked', since: run.updated_at, todo: 'See what happened to it last.' }
}
