import Joi from 'joi'
import { type Call, commandOf, type Host, inputs } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GateReply } from '../events/gate-events.ts'
import type { GateDecided, GsdEvent } from '../events.ts'
import { askGates } from '../gating/ask-gates.ts'
import type { Judgement } from '../gating/judgement.ts'
import { stepsOf } from '../gating/steps-of.ts'
import { type Run, runStream, decisionStream } from '../run.ts'
import type { Issued, RunCommand } from '../running/command.ts'
import { runDecider } from '../running/decider.ts'
import { denialsOf, denied } from '../running/denied.ts'
import { weakenedSinceStart } from '../weakening/weakened-rules.ts'
import { lookBack, readRun, type ReadRun, readVisible } from './read-run.ts'

/** A run after a command. */
export interface Commanded {
  readonly run: Run
  readonly revision: bigint
  readonly position: bigint
}

interface Commanding {
  readonly runId: string
  readonly before: ReadRun
  readonly command: RunCommand
}

/** Runs a command on the run that a request names, if the caller may see it. */
export async function commandVisible(
  host: Host<GsdConfig, GsdEvent>,
  call: Call<RunParams>,
  command: RunCommand,
): Promise<Commanded> {
  const runId = call.params.run_id
  const before = await readVisible(host, runId, call.caller)
  return runCommand(host, call, { runId, before, command })
}

/** Runs a command of a request on a run. The gates of its steps are asked first, once it is clear that nothing else refuses it. */
export async function runCommand(
  host: Host<GsdConfig, GsdEvent>,
  call: Call,
  { runId, before, command: sent }: Commanding,
): Promise<Commanded> {
  const seen = before.run && (await lookBack(host, before.run, sent.seen))
  const weakened =
    before.run && asksApproval(before.run, sent) ? await weakenedSinceStart(host, before.run) : []
  const command = { ...sent, seen, weakened }
  const judgements = await judge(host, call, { runId, before, command })
  const executed = await host.execute(runDecider, {
    stream: runStream(runId),
    command: { ...command, judgements },
    ...commandOf(call),
  })
  const { run, revision } = await readRun(host, runId, executed.revision)
  const denials = denialsOf(executed.events)
  if (denials.length > 0) {
    const told = await repliesOf(host, denials)
    throw denied(denials, { before: run, by: command.by }, id => told.get(id) ?? [])
  }
  if (run === null) throw new TypeError(`${runId} did not start`)
  return { run, revision, position: executed.position }
}

// What needs no approval, and gives none, is not held up by looking for it.
function asksApproval({ points }: Run, command: RunCommand): boolean {
  if (command.kind === 'decide' || command.kind === 'bypass') return true
  if (command.kind !== 'change') return false
  return points.length > 0 || command.change.approvals !== undefined
}

/** What gates said, as it was recorded: a request that is repeated has asked none. */
async function repliesOf(
  host: Host<GsdConfig, GsdEvent>,
  denials: readonly GateDecided[],
): Promise<ReadonlyMap<string, readonly GateReply[]>> {
  const told = new Map<string, readonly GateReply[]>()
  for (const { data } of denials)
    for await (const event of host.read(decisionStream(data.decisionId)))
      if (event.type === 'gsd.GatesJudged') told.set(data.decisionId, event.data.facts.replies)
  return told
}

async function judge(
  host: Host<GsdConfig, GsdEvent>,
  { caller, idempotencyKey, ifRevision }: Call,
  { runId, before, command }: Commanding,
): Promise<readonly Judgement[]> {
  const steps = stepsOf(command, before.run)
  const moved = ifRevision !== undefined && ifRevision !== before.revision
  const repeated = idempotencyKey !== undefined && before.keys.has(idempotencyKey)
  if (steps.length === 0 || moved || repeated) return []
  const boardId = command.kind === 'start' ? command.start.boardId : (before.run?.boardId ?? null)
  const named = 'change' in command ? command.change.releaseId : undefined
  const releaseId = named ?? before.run?.releaseId ?? null
  const asked = { runId, runRevision: Number(before.revision), boardId, releaseId }
  const judgements = steps.map(step => ({ ...asked, step, replies: [], cited: null }))
  runDecider.decide({ ...command, judgements }, before.run)
  return askGates(host, { ...asked, actor: caller.actor }, steps)
}

/** What a command carries of the request that it comes from. */
export function issue(
  { clock, config }: Host<GsdConfig, GsdEvent>,
  { caller: { actor, scopes } }: Pick<Call, 'caller'>,
  digest?: string,
): Issued {
  return {
    by: {
      actor,
      authority: scopes.includes('approve') ? 'may_approve' : 'may_not_approve',
      at: clock.now().toISOString(),
    },
    policy: config,
    judgements: [],
    seen: digest === undefined ? null : { digest, subject: null },
  }
}

/** What the routes of runs have in common. */
export const base = { tags: ['gsd runs'], shows: ['gsd-runs', 'gsd-stage-times'] } as const

/** The run of a path. */
export const runParams = Joi.object({
  run_id: inputs.uuid().required().description('Id of the run.'),
})

/** What a path names. */
export interface RunParams {
  readonly run_id: string
}
