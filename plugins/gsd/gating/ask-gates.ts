import { v7 } from 'uuid'
import {
  type Actor,
  type Decider,
  digestOf,
  type GateAnswer,
  type GateDecision,
  type Host,
  isDecklogError,
} from '../../../core/plugin-api.ts'
import type { GsdConfig, MappedGate } from '../config.ts'
import type { GateRecord } from '../events/gate-events.ts'
import type { GatesJudged, GsdEvent } from '../events.ts'
import { decisionStream } from '../run.ts'
import type { Step } from '../stage.ts'
import type { GateFacts, GateReply } from '../events/gate-events.ts'
import { setByRules, unmappedGates } from './by-rules.ts'
import type { Judgement } from './judgement.ts'

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
  const unmapped = unmappedGates(host.config, step)
  if (gates[step].length + unmapped.length === 0)
    return { step, runRevision, boardId, releaseId, replies: [], cited: null }
  const asked = await Promise.all(gates[step].map(gate => askGate(host, gate, run)))
  // The rules have changed while they answered: what is recorded next would cite others than it was judged by.
  if (host.config.gates !== gates || host.config.gateModes !== gateModes)
    return askStep(host, { actor, ...run }, step)
  const replies = withinBounds([...asked, ...unmapped.map(notMapped)])
  const set = setByRules({ gateModes }, { releaseId }, replies)
  const mode = releaseId === null ? gateModes.telemetry : gateModes.release
  const judgedAt = host.clock.now().toISOString()
  const record = judgeGates(v7(), {
    ...{ ...run, step, mode, judgedAt, replies },
    ...(set.length > 0 ? { byRules: set } : {}),
  })
  const stream = decisionStream(record.decisionId)
  await host.execute(recordDecision, { stream, command: record, actor })
  return { step, runRevision, boardId, releaseId, replies, cited: citationOf(record) }
}

/** The rules of `gateDecision-<id>`: a decision is recorded once, whole, and never changes. */
const recordDecision: Decider<'missing' | 'recorded', GateRecord, GatesJudged> = {
  initial: 'missing',
  evolve: () => 'recorded',
  decide: (record, state) =>
    state === 'recorded' ? [] : [{ type: 'gsd.GatesJudged', data: record }],
}

/** Decides from what the gates of a step said: the worst answer, and everything behind it. The same facts give the same record. */
export function judgeGates(decisionId: string, facts: GateFacts): GateRecord {
  const answers = facts.replies.flatMap(({ answer }) => answer ?? [])
  const positions = answers.flatMap(({ position }) => (position === null ? [] : [position]))
  const eventIds = answers.flatMap(({ reasons }) => reasons.flatMap(reason => reason.eventIds))
  return {
    decisionId,
    facts,
    decision: worst(answers.map(({ decision }) => decision)),
    eventIds: [...new Set(eventIds)],
    position: positions.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null,
  }
}

/** A decision as a run cites it. */
export function citationOf(record: GateRecord): Judgement['cited'] {
  const { decisionId, facts, decision } = record
  const gates = facts.replies.flatMap(({ gate, answer }) =>
    answer ? [{ gate, decision: answer.decision }] : [],
  )
  const { mode, byRules } = facts
  return {
    ...{ decisionId, mode, decision, gates, recordDigest: digestOf(record) },
    ...(byRules === undefined ? {} : { byRules }),
  }
}

function worst(decisions: readonly GateDecision[]): GateDecision {
  if (decisions.includes('deny')) return 'deny'
  return decisions.includes('warn') ? 'warn' : 'allow'
}

type AskedRun = Pick<GateFacts, 'boardId' | 'releaseId'>

/** Asks one gate about a run, unless no plugin offers it or the run lacks what it is asked about. */
async function askGate(
  host: Pick<Host<GsdConfig, GsdEvent>, 'gate'>,
  mapped: MappedGate,
  run: AskedRun,
): Promise<GateReply> {
  const { gate } = mapped
  const { question, missing } = questionOf(mapped, run)
  const unasked = { gate, question, missing, answer: null }
  if (missing.length > 0) return { ...unasked, asking: 'fact_missing' }
  try {
    return { ...unasked, asking: 'asked', answer: plain(await host.gate(gate, question)) }
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_GATE_UNKNOWN')) return { ...unasked, asking: 'not_offered' }
    if (!isDecklogError(error, 'DECKLOG_VALIDATION')) throw error
    return { ...unasked, asking: 'asked', answer: misasked(gate, error.message) }
  }
}

// A decision of gates may have 256 KiB; what is refused for its facts would be worse than what cannot be judged again.
const mostBytes = 192 * 1_024

/** Replies that can be recorded: without the facts that are most, where all of them are too many. */
function withinBounds(replies: readonly GateReply[]): readonly GateReply[] {
  if (bytesOf(replies) <= mostBytes) return replies
  const most = Math.max(...replies.map(({ answer }) => bytesOf(answer?.facts)))
  if (most === 0) return replies
  return withinBounds(
    replies.map(reply => (bytesOf(reply.answer?.facts) === most ? withoutFacts(reply) : reply)),
  )
}

function withoutFacts(reply: GateReply): GateReply {
  return { ...reply, answer: reply.answer && bare(reply.answer) }
}

function bare({ facts: _facts, ...answer }: NonNullable<GateReply['answer']>): GateReply['answer'] {
  return answer
}

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value))
}

/** What a gate is asked about a run, and what the run lacks for it. */
export function questionOf(
  { about, alsoAbout, question: fixed }: MappedGate,
  { boardId, releaseId }: AskedRun,
): Pick<GateReply, 'question' | 'missing'> {
  const facts = { board_id: boardId, release_id: releaseId }
  const missing = about.filter(name => facts[name] === null)
  const told = [...about, ...alsoAbout.filter(name => facts[name] !== null)]
  const question = { ...fixed, ...Object.fromEntries(told.map(name => [name, facts[name]])) }
  return { question, missing }
}

function notMapped({ gate }: MappedGate): GateReply {
  return { gate, question: {}, missing: [], answer: null, asking: 'not_mapped' }
}

function plain({
  decision,
  reasons,
  position,
  rules,
  withheld,
  facts,
}: GateAnswer): GateReply['answer'] {
  return {
    ...{ decision, reasons: plainReasons(reasons), position: position?.toString() ?? null },
    ...(withheld ? { withheld: { ...withheld, reasons: plainReasons(withheld.reasons) } } : {}),
    ...(rules === undefined ? {} : { rules }),
    ...(facts === undefined ? {} : { facts: { ...facts } }),
  }
}

function plainReasons(reasons: GateAnswer['reasons']) {
  return reasons.map(({ decision, code, text, eventIds }) => ({ decision, code, text, eventIds }))
}

// A gate that cannot be asked has not said yes.
function misasked(gate: string, why: string): GateReply['answer'] {
  const text = `Gate ${gate} refused the question: ${why}`
  const reason = { decision: 'deny', code: 'gate_question_refused', text, eventIds: [] } as const
  return { decision: 'deny', reasons: [reason], position: null }
}
