import type { MuteRow } from '../../plugins/notify/muting/is-muted.ts'

/** A mute: what it silences, until when, by whom and why. */
export interface Mute extends MuteRow {
  readonly reason: string
  readonly set_by: string
  readonly set_at: Date
}
