import type { Test } from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import type { Outbound } from '../../../../core/outbound/outbound.ts'
import type { Host } from '../../../../core/host.ts'
import { foldEvents } from '../../../../core/projecting/fold.ts'
import type { Projection } from '../../../../core/projection.ts'
import type { RowsQuery } from '../../../../core/readmodel/rows.ts'
import { continuityConfig, type ContinuityConfig } from '../../../../plugins/continuity/config.ts'
import type { ContinuityEvent } from '../../../../plugins/continuity/events.ts'
import { agentFactsOf } from '../../../../plugins/continuity/judging/agent-facts.ts'
import { judge } from '../../../../plugins/continuity/judging/judge.ts'
import { runtimeFactsOf } from '../../../../plugins/continuity/judging/runtime-facts.ts'
import { observeSubjects } from '../../../../plugins/continuity/probing/observe-subjects.ts'
import { createRowSubjects } from '../../../../plugins/continuity/probing/row-subjects.ts'
import type { AgentRow, BoardRow } from '../../../../plugins/continuity/rows.ts'
import type { ProbeTarget, RuntimeTarget, Target } from '../../../../plugins/continuity/target.ts'
import type { Reason } from '../../../../plugins/continuity/words.ts'
import agentContinuity from '../../../../projections/agent-continuity/projection.ts'
import boards from '../../../../projections/boards/projection.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'
import { idOf } from '../stories.ts'

const names = { boardId: idOf(1), agentId: idOf(2) }

/** A target of a real runtime, asked every half minute. */
export function targetAt<Kind extends Target['kind']>(kind: Kind, url: string): Target<Kind> {
  const rules = { everySeconds: 30, timeoutSeconds: 1, expectStatus: null, expectBody: null }
  return { ...rules, kind, url }
}

/** An agent that means to beat every five minutes, and what is asked to see how it is. */
export interface Setting {
  readonly runtime?: RuntimeTarget
  readonly session?: string
  readonly probe?: ProbeTarget
}

/** An agent over real runtimes, folded and judged as Decklog does, at a time that the test moves. */
export interface WatchedAgent {
  /** Lets so many readings be taken, half a minute apart. */
  probed(times: number): Promise<void>
  beat(counter?: number): void
  /** Says that its work failed. */
  fail(): void
  pass(minutes: number): Promise<void>
  pause(): void
  reason(): Reason
}

/** Watches one agent until the test ends. */
export function watchAgent(t: Test, { runtime, session, probe }: Setting): WatchedAgent {
  const clock = createFakeClock()
  const ledger = createMemory(clock.now)
  const { boardId } = names
  ledger.record({
    type: 'continuity.BoardConfigured',
    data: { boardId, name: 'Delivery', slug: 'delivery', runtime: runtime ?? null },
  })
  ledger.record({ type: 'continuity.AgentRegistered', data: { ...names, name: 'scribe' } })
  ledger.record({
    type: 'continuity.AgentConfigured',
    data: {
      ...{ ...names, everySeconds: 300, probe: probe ?? null },
      runtimeSessionId: session ?? null,
    },
  })
  const outbound = createCountedOutbound()
  const host = hostOver(clock, ledger, outbound)
  const subscription = observeSubjects(host, createRowSubjects(host), () => 0.5).subscribe(
    ({ event }) => ledger.record(event),
  )
  t.teardown(() => subscription.unsubscribe())
  let isFirst = true
  return {
    async probed(times) {
      for (let n = 0; n < times; n += 1) {
        const before = ledger.readings()
        await clock.advance(isFirst ? 0 : 30_000)
        isFirst = false
        await until('it was probed', () => ledger.readings() > before)
      }
    },
    beat: counter =>
      ledger.record({
        type: 'continuity.HeartbeatReceived',
        data: {
          ...{ ...names, status: null, seq: null, sentAt: null, runId: null, note: null },
          progress: counter === undefined ? null : { counter, at: null },
        },
      }),
    fail: () =>
      ledger.record({
        type: 'continuity.HeartbeatReceived',
        data: {
          ...{ ...names, status: 'failed', seq: null, sentAt: null, runId: null, note: null },
          progress: null,
        },
      }),
    async pass(minutes) {
      await clock.advance(minutes * 60_000)
      await until('nothing is under way', () => outbound.underWay() === 0)
    },
    pause: () =>
      ledger.record({ type: 'continuity.AgentPaused', data: { ...names, reason: null } }),
    reason: () => {
      const now = clock.now()
      const [board] = ledger.rows<BoardRow>(boards)
      const [agent] = ledger.rows<AgentRow>(agentContinuity)
      const runtime = runtimeFactsOf(board!, { gaps: [], now })
      return judge({ agent: agentFactsOf(agent!), runtime, gaps: [], now }).reason
    },
  }
}

interface Memory {
  record(event: ContinuityEvent): void
  /** How many readings were recorded. */
  readings(): number
  rows<Row extends object>(projection: object): readonly Row[]
}

function createMemory(now: () => Date): Memory {
  const events: Recorded<ContinuityEvent>[] = []
  return {
    record: event => {
      const n = events.length
      events.push({
        ...{ ...event, id: idOf(1_000 + n), stream: 'any-1', revision: BigInt(n), metadata: {} },
        ...{ position: BigInt(n), receivedAt: now(), recordedAt: now() },
      })
    },
    readings: () => events.filter(({ type }) => type.endsWith('Probed')).length,
    rows<Row extends object>(of: object) {
      const projection = of as Projection<Row, ContinuityEvent>
      const taken = events.filter(({ type }) => type in projection.on)
      return [...foldEvents(projection, taken).values()]
    },
  }
}

interface CountedOutbound extends Outbound {
  /** How many calls have not been answered yet. */
  underWay(): number
}

function createCountedOutbound(): CountedOutbound {
  const { check, request, connect } = createOutbound({ allow: ['127.0.0.0/8'] })
  let calls = 0
  const counted = <T>(call: Promise<T>): Promise<T> => {
    calls += 1
    return call.finally(() => (calls -= 1))
  }
  return {
    check,
    request: one => counted(request(one)),
    connect: one => counted(connect(one)),
    underWay: () => calls,
  }
}

function hostOver(
  clock: Host['clock'],
  ledger: Memory,
  outbound: Outbound,
): Host<ContinuityConfig, ContinuityEvent> {
  const refuse = (): never => {
    throw new Error('probing only calls and reads rows')
  }
  const models: Readonly<Record<string, object>> = { boards, 'agent-continuity': agentContinuity }
  async function find<Row extends object>(
    name: string,
    { equals = {}, filled = [] }: RowsQuery = {},
  ) {
    const rows = ledger.rows<Row>(models[name]!)
    const fits = (row: object): boolean =>
      Object.entries(equals).every(([key, value]) => Reflect.get(row, key) === value) &&
      filled.every(key => Reflect.get(row, key) !== null)
    return {
      rows: rows.filter(fits).map((row, n) => ({ ...row, _key: String(n) })),
      position: 0n,
    }
  }
  return {
    config: continuityConfig.validate({}).value,
    ...{ clock, log: silentLog, machine: { name: 'web01', root: '/' } },
    outbound,
    alarms: [],
    ...{ read: refuse, gate: refuse, observe: refuse, execute: refuse },
    isHeld: () => false,
    silences: async () => [],
    healables: () => [],
    forgetMachine: refuse,
    ...{ rows: find, all: find },
  }
}
