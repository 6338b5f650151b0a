import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import {
  bigint,
  defineTable,
  flag,
  hidden,
  integer,
  nullable,
  shownAs,
  text,
  timestamp,
  uuid,
  word,
  type RowOf,
} from '../../core/readmodel/table.ts'

const kind = text('What it is about.')
const boardId = nullable(uuid('Its board, if it has one.'))
const standing = {
  kind,
  cause_group: hidden(text()),
  board_id: boardId,
  subject: text(),
  state: word(alarmStates),
  severity: word(alarmSeverities),
  text: text(),
}

/** The read model `alarms`: how each alarm stands. */
export const alarmTable = defineTable({
  alarm_id: shownAs('id', uuid('Id of the alarm.')),
  cause: text(),
  ...standing,
  since: timestamp('Since when it has been raised, or when it was cleared.'),
  changed_at: timestamp(),
  told_at: nullable(timestamp('When webhooks were last to be told.')),
  told_standing: hidden(nullable(text())),
  // Raised, or not told as it stands.
  open: hidden(flag()),
  acknowledged_at: nullable(timestamp('Since when somebody looks after it.')),
  acknowledged_by: nullable(text('Kind and id of who does.')),
  note: nullable(text('What was said when it was acknowledged, or resolved by hand.')),
  event_id: uuid('The event that says so.'),
  source_event_id: uuid('The event that it follows from.'),
  revision: hidden(bigint()),
})
export type AlarmRow = RowOf<typeof alarmTable>

/** The read model `mutes`: what each silences, until when, by whom and why. */
export const muteTable = defineTable({
  mute_id: uuid(),
  kind: nullable(kind),
  board_id: boardId,
  alarm_id: nullable(uuid()),
  reason: text(),
  set_by: text('Kind and id of the actor.'),
  set_at: timestamp(),
  expires_at: timestamp(),
  lifted_at: nullable(timestamp('When it was ended before its time.')),
  // Null while it may be in force.
  ended_at: hidden(nullable(timestamp())),
})
export type MuteRow = RowOf<typeof muteTable>

/** What may become of a notice for one webhook; what is pending or withheld is not at its end. */
const tellingStates = ['pending', 'delivered', 'failed', 'withheld', 'lapsed'] as const

/** The read model `notices`: what was to be told. */
export const noticeTable = defineTable({
  notice_id: shownAs('id', uuid('Id of the event that is told.')),
  alarm_id: uuid(),
  ...standing,
  reminder: nullable(
    word(['still_critical', 'settled', 'receiver_added'], 'Why it is told again.'),
  ),
  source_event_id: hidden(uuid()),
  at: timestamp(),
  recorded_at: hidden(timestamp()),
  position: hidden(bigint()),
})
export type NoticeRow = RowOf<typeof noticeTable>

/** The read model `tellings`: how far each webhook is with each notice that it is to be told. */
export const tellingTable = defineTable({
  webhook: text(),
  state: word(tellingStates),
  attempts: integer(),
  retry_at: nullable(timestamp('When it is tried again.')),
  // Since when it has been tried without success.
  tried_since: hidden(nullable(timestamp())),
  // Of the last event of the webhook that spoke of it: the last word counts.
  revision: hidden(bigint()),
  notice_id: hidden(uuid()),
  alarm_id: hidden(uuid()),
  kind: hidden(text()),
  cause_group: hidden(text()),
  board_id: hidden(nullable(uuid())),
  subject: hidden(text()),
  alarm_state: hidden(word(alarmStates)),
  severity: hidden(word(alarmSeverities)),
  text: hidden(text()),
  reminder: hidden(nullable(text())),
  source_event_id: hidden(uuid()),
  at: hidden(timestamp()),
  recorded_at: hidden(timestamp()),
  position: hidden(bigint()),
})
export type TellingRow = RowOf<typeof tellingTable>
