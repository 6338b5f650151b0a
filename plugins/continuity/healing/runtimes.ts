import type { Healable, HealableSubject, Host, Look } from '../../../core/plugin-api.ts'
import type { BoardRow } from '../rows.ts'

const shown = ['board_id', 'name', 'created_at', 'runtime', 'lost', 'signs'] as const
type Row = Pick<BoardRow, (typeof shown)[number]>

/** Two good readings in a row bring a runtime back; one interval more is patience. */
const intervals = 3
const usualSeconds = 30

/** Makes the runtimes of boards healable that cannot be asked. */
export function healableRuntimes(host: Pick<Host, 'all' | 'rows'>): Healable {
  return {
    kind: 'runtime',
    summary: 'The runtime of a board does not answer.',
    node: 'needed',
    states: ['lost'],
    async ailing() {
      const { rows } = await host.all<Row>('boards', { columns: shown, filled: ['lost'] })
      return rows.filter(isLost).map(toHealable)
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
