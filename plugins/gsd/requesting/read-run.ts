import {
  type Caller,
  type Host,
  notFound,
  type Recorded,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent, RunEvent } from '../events.ts'
import { type Run, runStream } from '../run.ts'
import { subjectDigest, type Seen } from '../approving/subject.ts'
import { evolve } from '../running/evolve.ts'
import { openStatuses } from '../stage.ts'

/** A run as its stream tells it up to a revision. */
export interface ReadRun {
  readonly run: Run | null
  readonly revision: bigint
  /** Idempotency keys of the requests that changed it. */
  readonly keys: ReadonlySet<string>
}

/** Folds a run from its stream, up to a revision when one is given. */
export async function readRun(
  host: Host<GsdConfig, GsdEvent>,
  runId: string,
  until?: bigint,
): Promise<ReadRun> {
  const options = until === undefined ? {} : { limit: Number(until) + 1 }
  let run: Run | null = null
  let revision = -1n
  const keys = new Set<string>()
  for await (const event of host.read(runStream(runId), options)) {
    if (!isOfRun(event)) continue
    run = evolve(run, event)
    revision = event.revision
    const key = event.metadata['idempotencyKey']
    if (key !== undefined) keys.add(key)
  }
  return { run, revision, keys }
}

/** The runs under way, as their rows have them. */
export async function openRuns(
  host: Pick<Host, 'all'>,
): Promise<readonly { readonly id: string; readonly run: Run }[]> {
  const which = { equals: { status: openStatuses }, columns: ['id', 'run'] }
  return (await host.all<{ readonly id: string; readonly run: Run }>('gsd-runs', which)).rows
}

/** A run that the caller may see; DECKLOG_NOT_FOUND for any other. */
export async function readVisible(
  host: Host<GsdConfig, GsdEvent>,
  runId: string,
  caller: Caller,
): Promise<ReadRun & { readonly run: Run }> {
  const read = await readRun(host, runId)
  const { run } = read
  if (run !== null && seesBoard(caller, run.boardId)) return { ...read, run }
  throw notFound('run')
}

/** Finds what was looked at: the run as it is, or as its history has it. */
export async function lookBack(
  host: Host<GsdConfig, GsdEvent>,
  now: Run,
  seen: Seen | null,
): Promise<Seen | null> {
  if (seen === null) return null
  const { digest } = seen
  if (digest === subjectDigest(now)) return { digest, subject: now }
  let run: Run | null = null
  for await (const event of host.read(runStream(now.runId))) {
    if (!isOfRun(event)) continue
    const before: Run | null = run
    run = evolve(run, event)
    const isSame =
      run?.evidence === before?.evidence &&
      run?.releaseId === before?.releaseId &&
      run?.weakenings === before?.weakenings
    if (run !== null && !isSame && digest === subjectDigest(run)) return { digest, subject: run }
  }
  return seen
}

/** Tells what happens to runs from the decisions of gates. The stream of a run holds nothing else; this says so to the compiler. */
export function isOfRun(event: Recorded<GsdEvent>): event is Recorded<RunEvent> {
  return 'runId' in event.data
}
