import {
  followThings,
  type Healable,
  type HealableSubject,
  type Host,
  type Look,
  type Recorded,
} from '../../../core/plugin-api.ts'
import type { RuntimeEvent } from '../events.ts'
import type { BoardRow } from '../rows.ts'

const shown = ['board_id', 'name', 'created_at', 'runtime', 'lost', 'signs'] as const
type Row = Pick<BoardRow, (typeof shown)[number]>

/** Two good readings in a row bring a runtime back; one interval more is patience. */
const intervals = 3
const usualSeconds = 30
const states = ['lost']
/** Types of the events that tell how a runtime stands. */
export const runtimeEvents: readonly string[] = [
  'continuity.RuntimeLost',
  'continuity.RuntimeRestored',
]

/** Makes the runtimes of boards healable that cannot be asked. */
export function healableRuntimes(host: Pick<Host, 'all' | 'rows'>): Healable {
  return {
    kind: 'runtime',
    summary: 'The runtime of a board does not answer.',
    node: 'needed',
    states,
    async ailing() {
      const { rows } = await host.all<Row>('boards', { columns: shown, filled: ['lost'] })
      return rows.filter(isLost).map(toHealable)
    },
    past: {
      types: runtimeEvents,
      showsWithinSeconds: intervals * usualSeconds,
      follow: () => followThings(states, event => pastRuntime(event as Recorded<RuntimeEvent>)),
    },
    async look(id): Promise<Look | undefined> {
      const [row] = (await host.rows<Row>('boards', { keys: [id], columns: shown })).rows
      if (!row || row.created_at === null || row.runtime === null) return undefined
      const { probe } = row.signs
      const state = probe?.reading.outcome === 'good' ? 'up' : 'lost'
      const every = probe?.reading.everySeconds ?? usualSeconds
      return {
        ...toHealable(row),
        readings: probe ? [{ eventId: probe.eventId, at: new Date(probe.receivedAt), state }] : [],
        showsWithinSeconds: intervals * every,
      }
    },
  }
}

function isLost({ created_at, lost }: Row): boolean {
  return created_at !== null && lost !== null
}

/** The runtime of a board as an event left it. */
export function pastRuntime({ id, type, data }: Recorded<RuntimeEvent>): HealableSubject {
  const { boardId, boardName, becameTrueAt } = data
  const about = { id: boardId, subject: boardName, host: null, boardId, reason: null, above: null }
  const alarm = { kind: 'continuity', cause: `runtime ${boardId}` }
  const told = { ...about, alarm, since: new Date(becameTrueAt), eventIds: [id] }
  if (type === 'continuity.RuntimeRestored')
    return { ...told, state: 'up', text: `The runtime of board ${boardName} is no longer missed.` }
  const text = `The runtime of board ${boardName} is lost: ${data.error}`
  return { ...told, state: 'lost', text }
}

function toHealable(row: Row): HealableSubject {
  const { board_id: id, name, lost, signs } = row
  return {
    ...{ id, subject: name, host: null, boardId: id, reason: null, above: null },
    state: lost ? 'lost' : 'up',
    since: lost ? new Date(lost.at) : null,
    text: lost
      ? `The runtime of board ${name} does not answer: ${lost.error}`
      : `The runtime of board ${name} is no longer missed.`,
    eventIds: [lost?.eventId, signs.probe?.eventId].filter(one => one !== undefined),
    alarm: { kind: 'continuity', cause: `runtime ${id}` },
  }
}
