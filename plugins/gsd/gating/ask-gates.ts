import { v7 } from 'uuid'
import type { Actor } from '../../../core/event.ts'
import type { Host } from '../../../core/plugin.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import type { Step } from '../stage.ts'
import { decisionStream } from '../streams.ts'
import { askGate } from './ask-gate.ts'
import type { GateFacts } from './gate-facts.ts'
import { citationOf, judgeGates } from './judge-gates.ts'
import type { Judgement } from './judgement.ts'
import { recordDecision } from './record-decision.ts'

/** Who asks, and about which run. */
export interface GatesAsked extends Pick<
  GateFacts,
  'runId' | 'runRevision' | 'boardId' | 'releaseId'
> {
  readonly actor: Actor
}

/** Asks the gates of steps, all at once, and records each decision before anything is done about it. */
export function askGates(
  host: Host<GsdConfig, GsdEvent>,
  asked: GatesAsked,
  steps: readonly Step[],
): Promise<readonly Judgement[]> {
  return Promise.all(steps.map(step => askStep(host, asked, step)))
}

async function askStep(
  host: Host<GsdConfig, GsdEvent>,
  { actor, ...run }: GatesAsked,
  step: Step,
): Promise<Judgement> {
  const { runRevision, boardId, releaseId } = run
  const { gates, gateModes } = host.config
  if (gates[step].length === 0) return { step, runRevision, boardId, releaseId, cited: null }
  const replies = await Promise.all(gates[step].map(gate => askGate(host, gate, run)))
  const mode = releaseId === null ? gateModes.telemetry : gateModes.release
  const judgedAt = host.clock.now().toISOString()
  const record = judgeGates(v7(), { ...run, step, mode, judgedAt, replies })
  const stream = decisionStream(record.decisionId)
  await host.execute(recordDecision, { stream, command: record, actor })
  return { step, runRevision, boardId, releaseId, cited: citationOf(record) }
}
