import { eachInTurns, type Host, type Reaction, type Sweep } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { openRuns, readRun } from '../requesting/read-run.ts'
import type { Run } from '../run.ts'
import { waitDecider } from './wait.ts'
import { waitsOf } from './waits.ts'

type GsdHost = Host<GsdConfig, GsdEvent>

/** Stream of what waits of a run. */
export const waitStream = (runId: string): string => `gsdWait-${runId}`

const causes = [
  ...['gsd.ApprovalRequested', 'gsd.ApprovalGiven', 'gsd.ApprovalRejected', 'gsd.ApprovalWaived'],
  ...['gsd.EvidenceAttached', 'gsd.EvidenceWithdrawn', 'gsd.ReleaseNamed', 'gsd.RulesWeakened'],
  ...['gsd.StageEntered', 'gsd.RunCompleted', 'gsd.RunReopened'],
  ...['gsd.GateBypassed', 'gsd.GateDecided'],
]

/** Creates the reactions that look, after whatever may change it, what of a run waits for a person. */
export function createWaitReactions(host: GsdHost): Readonly<Record<string, Reaction>> {
  const react: Reaction = async event => {
    const runId: unknown = Reflect.get(event.data, 'runId')
    if (typeof runId === 'string') await look(host, runId, event.id)
  }
  return Object.fromEntries(causes.map(type => [type, react]))
}

/** Creates the sweep that finds what time alone brings: what ends soon, and what has ended. */
export function createWaitSweep(host: GsdHost): Sweep {
  return {
    name: 'waits',
    everySeconds: 60,
    async run(signal) {
      const timed = (await openRuns(host)).filter(({ run }) => mayEnd(run))
      await eachInTurns(timed, { atOnce: 4, signal }, ({ id }) => look(host, id))
    },
  }
}

function mayEnd({ approvals, bypasses }: Run): boolean {
  return bypasses.length > 0 || approvals.some(({ expiresAt }) => expiresAt !== null)
}

async function look(host: GsdHost, runId: string, causationId?: string): Promise<void> {
  const { run, revision } = await readRun(host, runId)
  if (!run) return
  const { roles, tellBeforeEnd } = host.config
  const waits = waitsOf(run, { at: host.clock.now().toISOString(), roles, tellBeforeEnd })
  await host.execute(waitDecider, {
    stream: waitStream(runId),
    command: { waits, runRevision: Number(revision) },
    ...(causationId !== undefined && { causationId }),
  })
}
