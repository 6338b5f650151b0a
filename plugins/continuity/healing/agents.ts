import type { Healable, HealableSubject, Host, Look, RawReading } from '../../../core/plugin-api.ts'
import { isMember } from '../evaluating/world.ts'
import { agentFactsOf, latenessOf } from '../judging/agent-facts.ts'
import { describe } from '../judging/describe.ts'
import { type BoardRow, judgedColumns, type JudgedAgentRow } from '../rows.ts'
import { isFailure } from '../signs/outcome.ts'
import { illContinuities, isIll, reasons } from '../words.ts'
import { pastOfAgents } from './past-agents.ts'

/** So many intervals a cure has to show in. */
const intervals = 3

type Row = JudgedAgentRow & { readonly _key: string }

/** Makes agents healable that are stale, failing or unreachable; where the runtime of a board is lost, that is the matter above all of its. */
export function healableAgents(host: Pick<Host, 'all' | 'rows' | 'clock'>): Healable {
  return {
    kind: 'agent',
    summary: 'An agent is stale, failing or unreachable.',
    node: 'needed',
    states: illContinuities,
    reasons: Object.entries(reasons)
      .filter(([, continuity]) => isIll(continuity))
      .map(([reason]) => reason),
    async ailing() {
      const lost = await lostBoards(host)
      const { rows } = await host.all<JudgedAgentRow>('agent-continuity', {
        ...{ equals: { continuity: illContinuities }, columns: judgedColumns },
      })
      return rows.filter(isMember).map(row => toHealable(row, lost))
    },
    past: pastOfAgents,
    async look(id): Promise<Look | undefined> {
      const which = { keys: [id], columns: judgedColumns }
      const [row] = (await host.rows<JudgedAgentRow>('agent-continuity', which)).rows
      if (!row || !isMember(row)) return undefined
      const showsWithinSeconds = windowOf(row, host.clock.now())
      return {
        ...toHealable(row, await lostBoards(host)),
        ...{ readings: readingsOf(row), showsWithinSeconds },
      }
    },
  }
}

type Lost = ReadonlyMap<string, Pick<BoardRow, 'name' | 'lost'>>

/** The boards whose runtimes are recorded as lost, by their ids. */
async function lostBoards(host: Pick<Host, 'all'>): Promise<Lost> {
  const { rows } = await host.all<Pick<BoardRow, 'board_id' | 'name' | 'lost'>>('boards', {
    ...{ columns: ['board_id', 'name', 'lost'], filled: ['lost'] },
  })
  return new Map(rows.filter(({ lost }) => lost !== null).map(row => [row.board_id, row]))
}

function toHealable(row: Row, lost: Lost): HealableSubject {
  const board = lost.get(row.board_id)
  const eventIds = [row.continuity_event_id, row.signs.beat?.eventId, row.signs.probe?.eventId]
  return {
    ...{ id: row.agent_id, subject: row.name, host: null, boardId: row.board_id },
    ...{ state: row.continuity, reason: row.continuity_reason, since: row.continuity_since },
    text: describe({
      ...{ name: row.name, reason: row.continuity_reason, since: row.continuity_since },
      ...{ runtimeError: board?.lost?.error ?? null, outcome: row.signs.outcome ?? null },
    }),
    eventIds: eventIds.filter(id => typeof id === 'string'),
    alarm: { kind: 'continuity', cause: `agent ${row.agent_id}` },
    above: board?.lost
      ? {
          text: `The runtime of board ${board.name} is lost: ${board.lost.error}`,
          eventIds: [board.lost.eventId],
        }
      : null,
  }
}

// A beat of its own tells most: nobody else can give it.
function readingsOf({ signs: { beat, probe, outcome } }: Row): readonly RawReading[] {
  const hasFailed = beat && outcome?.eventId === beat.eventId && isFailure(outcome)
  const ofBeat = beat && { ...readAt(beat), state: hasFailed ? 'failing' : 'alive' }
  const isGood = probe?.reading.outcome === 'good'
  const ofProbe = probe && { ...readAt(probe), state: isGood ? 'alive' : 'unreachable' }
  return [ofBeat, ofProbe].filter(reading => reading !== null)
}

function readAt(sign: {
  readonly eventId: string
  readonly receivedAt: string
}): Omit<RawReading, 'state'> {
  return { eventId: sign.eventId, at: new Date(sign.receivedAt) }
}

function windowOf(row: Row, now: Date): number {
  const agent = agentFactsOf(row)
  const { lateAt } = latenessOf(agent, now, [])
  const seconds = Math.max(0, lateAt.getTime() - now.getTime()) / 1_000
  return agent.schedule ? seconds : Math.max(seconds, intervals * agent.everySeconds)
}
