import t from 'tap'
import { isSameJson } from '../../../core/digest.ts'
import type { GateAnswer } from '../../../core/gate.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import type { Recheck, Unjudged } from '../../../core/auditing/redeciding/redeciding.ts'
import { createGate } from '../../../plugins/continuity/answering/gate.ts'
import { continuityConfig } from '../../../plugins/continuity/config.ts'
import { runtimeDecider } from '../../../plugins/continuity/evaluating/runtime.ts'
import { continuityEvents, type RuntimeEvent } from '../../../plugins/continuity/events.ts'
import { agentFactsOf } from '../../../plugins/continuity/judging/agent-facts.ts'
import { evidenceOf } from '../../../plugins/continuity/judging/evidence.ts'
import { judge } from '../../../plugins/continuity/judging/judge.ts'
import {
  runtimeFactsOf,
  type RuntimeKnowledge,
} from '../../../plugins/continuity/judging/runtime-facts.ts'
import {
  runtimeSituation,
  situationFacts,
} from '../../../plugins/continuity/judging/situation-facts.ts'
import { redecideContinuity } from '../../../plugins/continuity/redecide-continuity.ts'
import type { AgentRow } from '../../../plugins/continuity/rows.ts'
import { blankAgent } from '../../../projections/agent-continuity/fold.ts'
import { blankBoard } from '../../../projections/boards/projection.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { rounds } from '../../support/rounds.ts'
import { silentLog as log } from '../../support/silent-log.ts'
import {
  beaten,
  httpRuntime,
  idOf,
  minute,
  read,
  seen,
  sessionsRuntime,
  tcpProbe,
  told,
} from '../continuity/stories.ts'
import { createChance } from './chance.ts'

const chance = createChance(20_260_102)
const standings = ['up', 'up', 'down', 'unknown'] as const
const some = (): number => chance.below(200)
const nowhere: RuntimeKnowledge = {
  runtime: null,
  lost: null,
  signs: { probe: null, sessions: null },
}
const boardId = idOf(1)

function randomBoard(): RuntimeKnowledge {
  const lost = { at: minute(some()).toISOString(), error: 'It is down.', eventId: idOf(800) }
  const list = [{ key: 's', activeAt: chance.pick([null, minute(some()).toISOString()]) }]
  const known = chance.pick([
    nowhere,
    seen(httpRuntime, some(), chance.pick(standings)),
    seen(sessionsRuntime, some(), chance.pick(standings), chance.pick([list, [], null])),
  ])
  const { runtime } = known
  const isLost = runtime !== null && chance.below(4) === 0
  return isLost ? { ...known, lost: { ...lost, kind: runtime.kind, url: runtime.url } } : known
}

function randomAgent(n: number): AgentRow {
  const beats = beaten([some(), chance.below(3)], [some(), chance.below(3)])
  const signs = chance.pick([
    beaten(),
    beaten(some()),
    beats,
    told([some(), { status: 'failed', exitStatus: 7, output: 'No space left' }]),
    { ...beats, probe: read(tcpProbe, some(), chance.pick(standings)) },
  ])
  return {
    ...blankAgent({ boardId, agentId: idOf(n) }),
    ...{ name: `a${n}`, registered_at: minute(chance.below(100)), signs },
    configured_at: chance.pick([null, minute(some())]),
    paused_at: chance.pick([null, null, null, minute(some())]),
    resumed_at: chance.pick([null, null, minute(some())]),
    probe: chance.pick([null, tcpProbe]),
    runtime_session_id: chance.pick([null, 's', 'other']),
    every_seconds: chance.pick([60, 1_800]),
    grace_seconds: chance.pick([null, 60, 600]),
    schedule: chance.pick([null, null, { cron: '15 * * * *', timeZone: 'UTC' }]),
    continuity_reason: chance.pick(['healthy', 'probe_failed', 'runtime_session_unreachable']),
    continuity_since: minute(some()),
    continuity_event_id: chance.pick([null, idOf(700)]),
  }
}

// As those that are recorded are: in order, and apart.
const randomGaps = () =>
  [20, 70, 120, 170]
    .filter(() => chance.below(3) === 0)
    .map(at => ({ from: minute(at), to: minute(at + 1 + chance.below(29)) }))

interface Judged {
  readonly to: string
}

/** A change as it is recorded, of an agent that chance has made. */
function randomChange() {
  const board = randomBoard()
  const gaps = randomGaps()
  const now = minute(chance.below(260))
  const agent = agentFactsOf(randomAgent(2))
  const situation = { agent, runtime: runtimeFactsOf(board, { gaps, now }), gaps, now }
  const { continuity: to, reason, since } = judge(situation)
  const change = {
    ...continuityEvents['continuity.Changed'].example,
    ...{ to, reason, becameTrueAt: since.toISOString(), detectedAt: now.toISOString() },
    ...{ evidence: evidenceOf(situation), signs: agent.signs },
    judgedOn: situationFacts(agent, board, gaps),
  }
  return structuredClone(JSON.parse(JSON.stringify(change)))
}

const { events, gates } = redecideContinuity()
const others = { gate: async () => [] }

async function redecideChange(data: object): Promise<unknown> {
  const event = { type: 'continuity.Changed', data } as never
  const found = await events['continuity.Changed']?.(event, {}, others)
  return Array.isArray(found) ? differing(found) : found
}

const differing = (found: readonly (Recheck | Unjudged)[]): readonly unknown[] =>
  found
    .filter(
      one => one.of === 'no_facts' || JSON.stringify(one.recorded) !== JSON.stringify(one.judged),
    )
    .map(({ what }) => what)

t.test('changes of agents that chance has made are judged the same again', async t => {
  const standing = new Set<string>()
  for (let done = 0; done < rounds(2_000, 20_000); done += 1) {
    const change = randomChange()
    standing.add((change as Judged).to)
    const found = await redecideChange(change)
    if (JSON.stringify(found) !== '[]') t.strictSame({ found, change }, [])
  }
  t.strictSame([...standing].sort(), ['alive', 'failing', 'new', 'paused', 'stale', 'unreachable'])
})

t.test('a change is named whose facts, or what was made of them, are others', async t => {
  const change = Array.from({ length: 500 }, randomChange).find(
    one => one.to === 'stale' && one.evidence.length > 0,
  )
  t.strictSame(await redecideChange({ ...change, to: 'alive' }), ['the standing of the agent'])
  t.strictSame(await redecideChange({ ...change, evidence: [] }), ['what it rests on'])
  const { judgedOn } = change
  const paused = { ...judgedOn.agent, pausedAt: '2026-01-01T00:00:00.000Z' }
  t.strictSame(await redecideChange({ ...change, judgedOn: { ...judgedOn, agent: paused } }), [
    'the standing of the agent',
  ])
})

/** What is decided about the runtime of a board that chance has made, as it is recorded; nothing, where nothing is. */
function randomRuntimeEvent(): RuntimeEvent | undefined {
  const board = chance.pick([randomBoard(), randomBoard(), { ...randomBoard(), runtime: null }])
  const gaps = randomGaps()
  const now = minute(chance.below(260))
  const { target, standing, since, error, sign } = runtimeFactsOf(board, { gaps, now })
  const { lost } = board
  const [decided] = runtimeDecider.decide(
    {
      ...{ boardId, boardName: 'Delivery', target, standing, error, evidence: sign, agents: 3 },
      ...{ since: since ?? now, judgedAt: now, judgedOn: runtimeSituation(board, gaps) },
    },
    { loss: lost && { ...lost, becameTrueAt: lost.at }, movedAt: null },
  )
  return decided && structuredClone(JSON.parse(JSON.stringify(decided)))
}

async function redecideRuntime(event: RuntimeEvent): Promise<unknown> {
  const found = await events[event.type]?.(event as never, {}, others)
  return Array.isArray(found)
    ? found.filter(one => one.of === 'no_facts' || !isSameJson(one.recorded, one.judged))
    : found
}

t.test('what is decided about runtimes that chance has made is decided again', async t => {
  const seen = new Map<string, RuntimeEvent>()
  for (let done = 0; done < rounds(2_000, 20_000); done += 1) {
    const event = randomRuntimeEvent()
    if (!event) continue
    seen.set('reason' in event.data ? event.data.reason : 'lost', event)
    const found = await redecideRuntime(event)
    if (JSON.stringify(found) !== '[]') t.strictSame({ found, event }, [])
  }
  t.strictSame([...seen.keys()].sort(), ['answers', 'lost', 'removed'])
  const what = [{ what: 'the standing of the runtime' }]
  for (const event of seen.values()) {
    const later = { ...event, data: { ...event.data, becameTrueAt: minute(999).toISOString() } }
    t.match(await redecideRuntime(later as RuntimeEvent), what)
    const { judgedOn } = event.data
    const without = { ...event.data, judgedOn: { ...judgedOn, runtime: nowhere } }
    t.match(await redecideRuntime({ ...event, data: without } as RuntimeEvent), what)
    const bare = { ...event, data: { ...event.data, judgedOn: undefined } }
    t.match(await redecideRuntime(bare as never), [{ of: 'no_facts' }])
  }
})

t.test('a change that was recorded without its facts says so', async t => {
  const before = { ...randomChange(), judgedOn: undefined }
  const event = { type: 'continuity.Changed', data: before } as never
  t.match(await events['continuity.Changed']?.(event, {}, others), [{ of: 'no_facts' }])
})

/** An answer of the gate about a board that chance has made. */
async function randomAnswer(): Promise<{ answer: GateAnswer; question: { board_id: string } }> {
  const now = minute(chance.below(260))
  const clock = { ...createFakeClock(), now: () => now }
  const board = {
    ...blankBoard(boardId),
    name: 'Delivery',
    ...randomBoard(),
    created_at: minute(0),
  }
  const agents = Array.from({ length: chance.below(6) }, (_, n) => randomAgent(n + 2))
  const gaps = randomGaps().map(({ from, to }) => ({
    ...{ from: from.toISOString(), to: to.toISOString() },
  }))
  const rows: Readonly<Record<string, readonly object[]>> = {
    boards: chance.below(10) === 0 ? [] : [board],
    'agent-continuity': agents,
    receiving: [{ confirmed_at: now, gaps }],
  }
  const all = async (name: string) => ({ rows: rows[name] ?? [], position: 7n })
  const config = continuityConfig.validate({}).value
  const keeper = createGateKeeper({ clock, log })
  keeper.offer('continuity', [createGate({ clock, config, rows: all, all } as never)])
  const question = { board_id: boardId }
  return { answer: await keeper.ask('continuity', question), question }
}

async function redecideAnswer(
  { answer, question }: Awaited<ReturnType<typeof randomAnswer>>,
  config = continuityConfig.validate({}).value,
): Promise<readonly unknown[]> {
  const asked = { question, answer, rules: '', judgedAt: new Date() }
  return differing((await gates?.['continuity']?.(asked, config)) ?? [])
}

t.test('answers about boards that chance has made are judged the same again', async t => {
  const decisions = new Set<string>()
  for (let done = 0; done < rounds(500, 5_000); done += 1) {
    const one = await randomAnswer()
    decisions.add(one.answer.decision)
    const found = await redecideAnswer(one)
    if (found.length > 0) t.strictSame({ found, one }, [])
  }
  t.strictSame([...decisions].sort(), ['allow', 'deny', 'warn'])
})

t.test('an answer is named that follows from other limits or other facts', async t => {
  let one = await randomAnswer()
  while (one.answer.decision !== 'warn') one = await randomAnswer()
  const what = 'the answer of gate continuity'
  const other = continuityConfig.validate({ denyAbovePercent: 1 }).value
  t.strictSame(await redecideAnswer(one, other), [`${what}: what it judges by`])
  const facts = { ...one.answer.facts, board: null }
  t.strictSame(await redecideAnswer({ ...one, answer: { ...one.answer, facts } }), [what])
})
