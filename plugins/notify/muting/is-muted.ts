/** A row of the read model `mutes`, as far as telling looks at it. */
export interface MuteRow {
  readonly mute_id: string
  readonly kind: string | null
  readonly board_id: string | null
  readonly alarm_id: string | null
  readonly expires_at: Date
  readonly lifted_at: Date | null
}

/** Tells whether a mute that is in force matches an alarm. */
export function isMuted(
  alarm: { readonly kind: string; readonly board_id: string | null; readonly alarm_id: string },
  mutes: readonly MuteRow[],
  now: Date,
): boolean {
  return mutes.some(
    ({ kind, board_id, alarm_id, expires_at, lifted_at }) =>
      lifted_at === null &&
      expires_at > now &&
      (kind === null || kind === alarm.kind) &&
      (board_id === null || board_id === alarm.board_id) &&
      (alarm_id === null || alarm_id === alarm.alarm_id),
  )
}
