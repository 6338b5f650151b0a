import type { Host } from '../../../core/plugin-api.ts'
import type { MuteRow } from '../rows.ts'

/** What is looked at of an alarm to tell whether it is muted. */
export interface Mutable {
  readonly kind: string
  readonly board_id: string | null
  readonly alarm_id: string
}

/** The mutes that are in force at one moment. */
export interface MutesInForce {
  /** The mute that silences an alarm for longest. */
  over(alarm: Mutable): Mute | undefined
}

type Mute = Pick<MuteRow, 'mute_id' | 'expires_at'>

/** Reads the mutes that are in force, however many there are. */
export async function readMutes(host: Pick<Host, 'all' | 'clock'>): Promise<MutesInForce> {
  const { rows } = await host.all<MuteRow>('mutes', { equals: { ended_at: null } })
  return mutesInForce(rows, host.clock.now())
}

/** The mutes of these that are in force. An alarm is looked up in them, so that many cost no more than a few. */
export function mutesInForce(
  rows: readonly Pick<
    MuteRow,
    'mute_id' | 'kind' | 'board_id' | 'alarm_id' | 'expires_at' | 'lifted_at'
  >[],
  now: Date,
): MutesInForce {
  const longest = new Map<string, Mute>()
  for (const { mute_id, kind, board_id, alarm_id, expires_at, lifted_at } of rows) {
    if (lifted_at !== null || expires_at <= now) continue
    const scope = scopeOf(kind, board_id, alarm_id)
    const known = longest.get(scope)
    if (!known || known.expires_at < expires_at) longest.set(scope, { mute_id, expires_at })
  }
  return {
    over: ({ kind, board_id, alarm_id }) =>
      [kind, null]
        .flatMap(ofKind =>
          [board_id, null].flatMap(ofBoard =>
            [alarm_id, null].map(ofAlarm => longest.get(scopeOf(ofKind, ofBoard, ofAlarm))),
          ),
        )
        .reduce((one, other) =>
          one && other && one.expires_at < other.expires_at ? other : (one ?? other),
        ),
  }
}

// A null matches all; a board of null matches every board, and what has none.
function scopeOf(kind: string | null, boardId: string | null, alarmId: string | null): string {
  return JSON.stringify([kind, boardId, alarmId])
}
