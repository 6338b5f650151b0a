import { get, type Read } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { loadRunning } from '../releases/running.ts'
import { type JudgedGates, readGateDecision } from './gate-decision.ts'

export type Run = Read<'/api/v1/gsd-runs/{run_id}'>
export type Approvals = Read<'/api/v1/gsd-runs/{run_id}/approvals'>
export type ApprovalPoint = Approvals['points'][number]
export type Evidence = Read<'/api/v1/gsd-runs/{run_id}/evidence'>['evidence'][number]
export type Fact = Read<'/api/v1/gsd-runs/{run_id}/timeline'>['entries'][number]
export type Durations = NonNullable<Read<'/api/v1/gsd-runs/{run_id}/summary'>['durations']>
export type Release = Read<'/api/v1/releases/{id}'>

/** A run with all that its page shows. */
export interface RunShown {
  readonly run: Run
  readonly durations: Durations | null
  readonly approvals: Approvals
  readonly evidence: readonly Evidence[]
  readonly facts: readonly Fact[]
  /** There are more facts than are shown. */
  readonly isCut: boolean
  readonly release: Release | null
  /** What was last verified to run; null when nothing was. */
  readonly running: Release | null
  /** By the id of a decision: what its gates said and cited. */
  readonly judged: ReadonlyMap<string, JudgedGates>
}

const limit = 200

/** Reads a run and all about it. */
export async function loadRun(id: string, signal: AbortSignal): Promise<RunShown> {
  const asked = { params: { run_id: id }, signal }
  const listed = { ...asked, query: { limit } }
  const [{ body: run }, { body: summary }, { body: approvals }, { body: proofs }, told, running] =
    await Promise.all([
      get('/api/v1/gsd-runs/{run_id}', asked),
      get('/api/v1/gsd-runs/{run_id}/summary', asked),
      get('/api/v1/gsd-runs/{run_id}/approvals', asked),
      get('/api/v1/gsd-runs/{run_id}/evidence', listed),
      get('/api/v1/gsd-runs/{run_id}/timeline', listed),
      loadRunning(signal),
    ])
  const [release, before, judged] = await Promise.all([
    run.release_id === null ? null : loadRelease(run.release_id, signal),
    running === null ? null : loadRelease(running.releaseId, signal),
    loadJudged(run, signal),
  ])
  return {
    ...{ run, approvals, release, judged },
    durations: summary.durations,
    evidence: proofs.evidence,
    facts: told.body.entries,
    isCut: told.next !== null,
    running: before,
  }
}

async function loadRelease(id: string, signal: AbortSignal): Promise<Release | null> {
  return (await orNothing(get('/api/v1/releases/{id}', { params: { id }, signal })))?.body ?? null
}

// What was decided is never another later.
const known = new Map<string, JudgedGates>()

async function loadJudged(
  run: Run,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, JudgedGates>> {
  const found = await Promise.all(
    run.gate_decisions.map(async ({ id }) => {
      const judged =
        known.get(id) ??
        readGateDecision(
          (await orNothing(get('/api/v1/gate-decisions/{id}', { params: { id }, signal })))?.body,
        )
      known.set(id, judged)
      return [id, judged] as const
    }),
  )
  return new Map(found)
}

/** What is not there is nothing, and no failure of the page. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}
