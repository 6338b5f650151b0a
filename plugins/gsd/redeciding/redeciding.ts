import {
  digestOf,
  type Host,
  type Recheck,
  type Recorded,
  type Redecided,
  type Redeciding,
} from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import {
  gsdEvents,
  type GateDecided,
  type GatesJudged,
  type GsdEvent,
  type RunEvent,
} from '../events.ts'
import { isOfRun } from '../requesting/read-run.ts'
import { decisionStream, type Run } from '../run.ts'
import { evolve } from '../running/evolve.ts'
import { redecideGates } from './redecide-gates.ts'
import { redecideRun, redecideStart } from './redecide-run.ts'

const mostRuns = 2_000
const mostDecisions = 5_000

type GsdHost = Pick<Host<GsdConfig, GsdEvent>, 'read'>

/** Judges again what was decided of runs: every event by the run as it was, and every decision of gates by its own facts. */
export function redecideRuns(host: GsdHost): Redeciding {
  const runs = createRuns(host)
  const digests = new Map<string, string>()

  const judgeRun = async (event: Recorded<RunEvent>, config: GsdConfig): Promise<Redecided> => {
    const run = await runs.before(event)
    if (event.type === 'gsd.RunStarted') return redecideStart(event, config)
    if (run === null) return 'gone'
    const found = redecideRun(event.type, event, { run, config })
    if (event.type !== 'gsd.GateDecided') return found
    return [...found, await recordOf(host, digests, event)]
  }

  const ofRuns = Object.entries(gsdEvents).filter(([, { example }]) => 'runId' in example)
  return {
    events: {
      ...Object.fromEntries(ofRuns.map(([type]) => [type, judgeRun])),
      'gsd.GatesJudged': (event: Recorded<GatesJudged>, config: GsdConfig, others) => {
        keep(digests, event.data.decisionId, digestOf(event.data), mostDecisions)
        return redecideGates(event, config, others)
      },
    },
  }
}

/** Compares the digest by which a run cites a decision with what was recorded of it. */
async function recordOf(
  host: GsdHost,
  digests: ReadonlyMap<string, string>,
  { data }: Recorded<GateDecided>,
): Promise<Recheck> {
  const { decisionId, recordDigest: recorded } = data
  let judged = digests.get(decisionId) ?? null
  if (judged === null)
    for await (const event of host.read(decisionStream(decisionId)))
      if (event.type === 'gsd.GatesJudged') judged = digestOf(event.data)
  return { what: 'the decision that it cites', of: 'facts', recorded, judged }
}

/** Follows runs through the ledger; one that it meets in the midst of its stream is folded up to there. */
function createRuns(host: GsdHost): { before(event: Recorded<RunEvent>): Promise<Run | null> } {
  const runs = new Map<string, { readonly run: Run | null; readonly revision: bigint }>()

  const fold = async ({ stream, revision }: Recorded<RunEvent>): Promise<Run | null> => {
    let run: Run | null = null
    if (revision === 0n) return run
    for await (const event of host.read(stream, { limit: Number(revision) }))
      if (isOfRun(event)) run = evolve(run, event)
    return run
  }

  return {
    async before(event) {
      const { stream, revision } = event
      const known = runs.get(stream)
      const run = known?.revision === revision - 1n ? known.run : await fold(event)
      keep(runs, stream, { run: evolve(run, event), revision }, mostRuns)
      return run
    },
  }
}

function keep<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
  kept.delete(key)
  kept.set(key, value)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}
