import { parseArgs } from 'node:util'
import { printFigure, quantile } from './figures.ts'
import { createCaller, type Caller } from './heartbeats/caller.ts'
import { makeFleet, type Fleet } from './heartbeats/fleet.ts'
import { flatOut, paced, type Send, type Sent } from './heartbeats/sending.ts'
import { startOwn } from './start-own.ts'
import { firstBeatsRecorded, nextSweeps } from './heartbeats/sweeps.ts'

const usage = `npm run bench -- heartbeats [--agents 10000] [--boards 100] [--seconds 30] [--only beats|snapshot|sweep]

Beats of agents that each beat once in so many seconds, singly and in bodies of 100, then as many as are taken; the snapshot of
a board of 1,000 agents; and the sweep that judges them all. On a Decklog of its own with embedded servers.
`

const phases = ['beats', 'snapshot', 'sweep'] as const
type Phase = (typeof phases)[number]

const bodySize = 100
const flatOutSeconds = 10
const snapshotSeconds = 10
const sweeps = 3

/** Measures how heartbeats are taken and judged. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      agents: { type: 'string', default: '10000' },
      boards: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '30' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const chosen = phases.filter(phase => values.only === undefined || phase === values.only)
  if (chosen.length === 0) throw new Error(`--only names no phase: ${phases.join(', ')}`)
  const own = await startOwn()
  const caller = createCaller(own)
  try {
    const fleet = await makeFleet(caller, Number(values.boards), Number(values.agents))
    printFigure('agents', `${fleet.agents.length} over ${fleet.boards} boards`)
    const measures: Readonly<Record<Phase, () => Promise<void>>> = {
      beats: () => measureBeats(caller, fleet, Number(values.seconds)),
      snapshot: () => measureSnapshots(caller, fleet),
      sweep: () => measureSweeps(caller, fleet),
    }
    for (const phase of chosen) await measures[phase]()
  } finally {
    caller.close()
    await own.stop()
  }
}

async function measureBeats(caller: Caller, { agents }: Fleet, seconds: number): Promise<void> {
  const singly = agents.map((agent): Send => async () => {
    await caller.call('POST', `/api/v1/agents/${agent}/heartbeat`, {})
    return 1
  })
  const bodies = inBodies(agents).map((body): Send => async () => {
    const answer = await caller.call('POST', '/api/v1/heartbeats', { heartbeats: body })
    const { accepted }: { accepted: number } = JSON.parse(answer)
    return accepted
  })
  printBeats(`singly, once in ${seconds} s`, await paced(singly, seconds))
  printBeats(`in bodies of 100, once in ${seconds} s`, await paced(bodies, seconds))
  printBeats('singly, 64 callers', await flatOut(singly, 64, flatOutSeconds))
  printBeats('in bodies of 100, 4 callers', await flatOut(bodies, 4, flatOutSeconds))
}

async function measureSnapshots(caller: Caller, fleet: Fleet): Promise<void> {
  await firstBeatsRecorded(caller, fleet)
  const { largeBoard } = fleet
  const ask: Send = async () => {
    await caller.call('GET', `/api/v1/boards/${largeBoard}/agent-continuity`)
    return 1
  }
  const { answerMs } = await flatOut([ask], 1, snapshotSeconds)
  printFigure('snapshot of 1,000 agents', `${quantiles(answerMs)}, of ${answerMs.length}`)
}

async function measureSweeps(caller: Caller, fleet: Fleet): Promise<void> {
  await firstBeatsRecorded(caller, fleet)
  const seconds = await nextSweeps(caller, sweeps)
  const taken = seconds.map(one => `${one.toFixed(3)} s`).join(', ')
  printFigure('sweeps over all, one after another', taken)
}

function inBodies(agents: readonly string[]): readonly (readonly { agent_id: string }[])[] {
  const beats = agents.map(agent => ({ agent_id: agent }))
  const starts = Array.from({ length: Math.ceil(beats.length / bodySize) }, (_, n) => n * bodySize)
  return starts.map(start => beats.slice(start, start + bodySize))
}

function printBeats(what: string, { accepted, failed, seconds, answerMs }: Sent): void {
  const failures = failed === 0 ? '' : `; ${failed} requests failed`
  printFigure(
    what,
    `${Math.round(accepted / seconds)} accepted/s; ${quantiles(answerMs)}${failures}`,
  )
}

function quantiles(ms: readonly number[]): string {
  const at = (share: number): string => `p${share * 100} ${quantile(ms, share).toFixed(1)} ms`
  return [0.5, 0.99].map(at).join(', ')
}
