import Joi from 'joi'
import {
  alarmNatures,
  alarmSeverities,
  alarmStates,
  columns,
  defineTable,
  type RowOf,
} from '../../core/plugin-api.ts'
import { type AlarmNotice, repeatReasons } from './alarm-events.ts'
import type { Calling } from './calling.ts'
import { withholdReasons } from './events.ts'

const kind = columns.text('What it is about.')
const boardId = columns.nullable(columns.uuid('Its board, if it has one.'))
const standing = {
  kind,
  cause_group: columns.hidden(columns.text()),
  board_id: boardId,
  subject: columns.text(),
  state: columns.word(alarmStates),
  severity: columns.word(alarmSeverities),
  text: columns.text(),
}

/** Who is called, for what and how; empty where the owner of the alarm says nothing of it. */
const calling = {
  nature: columns.word(alarmNatures, '`waits`: nothing is wrong, but it waits for a person.'),
  people: columns.json<readonly string[]>(
    Joi.array().items(Joi.string()),
    'Who in particular is to act.',
  ),
  labels: columns.json<Readonly<Record<string, string>>>(
    Joi.object().pattern(Joi.string(), Joi.string()),
    'What is told to whom may be chosen by these.',
  ),
  page: columns.nullable(columns.text('Where the console shows it; null: the page of the alarm.')),
  commands: columns.json<readonly string[]>(
    Joi.array().items(Joi.string()),
    'How a terminal looks at it, and acts; none: it shows and acknowledges the alarm.',
  ),
}

/** The read model `alarms`: how each alarm stands. */
export const alarmTable = defineTable({
  alarm_id: columns.shownAs('id', columns.uuid('Id of the alarm.')),
  cause: columns.text(),
  ...standing,
  ...calling,
  since: columns.timestamp('Since when it has been raised, or when it was cleared.'),
  changed_at: columns.timestamp(),
  told_at: columns.nullable(columns.timestamp('When webhooks were last to be told.')),
  told_standing: columns.hidden(columns.nullable(columns.text())),
  // Raised, or not told as it stands.
  open: columns.hidden(columns.flag()),
  acknowledged_at: columns.nullable(columns.timestamp('Since when somebody looks after it.')),
  acknowledged_by: columns.nullable(columns.text('Kind and id of who does.')),
  note: columns.nullable(
    columns.text('What was said when it was acknowledged, or resolved by hand.'),
  ),
  silenced_by: columns.nullable(columns.word(['mute', 'window'], 'What keeps it from being told.')),
  silence_id: columns.nullable(columns.uuid('Which mute or window that is.')),
  silenced_until: columns.nullable(columns.timestamp('When that ends by itself.')),
  came_back: columns.integer('How often it has come back since it was last told.'),
  // Since when it is so where gaps in which nothing settles do not count, and from when steps of routes count anew.
  raised_since: columns.hidden(columns.nullable(columns.timestamp())),
  critical_since: columns.hidden(columns.nullable(columns.timestamp())),
  heard_at: columns.hidden(columns.nullable(columns.timestamp())),
  event_id: columns.uuid('The event that says so.'),
  source_event_id: columns.uuid('The event that it follows from.'),
  revision: columns.hidden(columns.bigint()),
})
export type AlarmRow = RowOf<typeof alarmTable>

/** The read model `mutes`: what each silences, until when, by whom and why. */
export const muteTable = defineTable({
  mute_id: columns.uuid(),
  kind: columns.nullable(kind),
  board_id: boardId,
  alarm_id: columns.nullable(columns.uuid()),
  reason: columns.text(),
  set_by: columns.text('Kind and id of the actor.'),
  set_at: columns.timestamp(),
  expires_at: columns.timestamp(),
  lifted_at: columns.nullable(columns.timestamp('When it was ended before its time.')),
  // Null while it may be in force.
  ended_at: columns.hidden(columns.nullable(columns.timestamp())),
})
export type MuteRow = RowOf<typeof muteTable>

/** The read model `windows`: when what is worked on, and what that silences. */
export const windowTable = defineTable({
  window_id: columns.uuid(),
  kind: columns.nullable(kind),
  board_id: boardId,
  labels: calling.labels,
  reason: columns.text(),
  schedule: columns.nullable(columns.text('When it opens, as cron has it; null: once.')),
  time_zone: columns.text('Whose clock the schedule is read by.'),
  lasts_seconds: columns.double('How long it is open each time.'),
  begins_at: columns.timestamp(),
  ends_at: columns.timestamp('When it is over for good.'),
  planned_by: columns.text('Kind and id of the actor.'),
  planned_at: columns.timestamp(),
  opened_at: columns.nullable(columns.timestamp('Since when it is open; null: it is not.')),
  closes_at: columns.nullable(columns.timestamp('When it closes; null: it is not open.')),
  cancelled_at: columns.nullable(columns.timestamp('When it was ended before its time.')),
  // Null while it may open.
  ended_at: columns.hidden(columns.nullable(columns.timestamp())),
})
export type WindowRow = RowOf<typeof windowTable>

/** What may become of a notice for one webhook; what is pending or withheld is not at its end. */
const tellingStates = ['pending', 'delivered', 'failed', 'withheld', 'lapsed'] as const

/** The read model `notices`: what was to be told. */
export const noticeTable = defineTable({
  notice_id: columns.shownAs('id', columns.uuid('Id of the event that is told.')),
  alarm_id: columns.uuid(),
  ...standing,
  ...calling,
  reminder: columns.nullable(columns.word(repeatReasons, 'Why it is told again.')),
  source_event_id: columns.hidden(columns.uuid()),
  at: columns.timestamp(),
  recorded_at: columns.hidden(columns.timestamp()),
  position: columns.hidden(columns.bigint()),
})
export type NoticeRow = RowOf<typeof noticeTable>

/** The read model `tellings`: how far each webhook is with each notice that it is to be told. */
export const tellingTable = defineTable({
  webhook: columns.text(),
  state: columns.word(tellingStates),
  attempts: columns.integer(),
  retry_at: columns.nullable(columns.timestamp('When it is tried again.')),
  // Since when it has been tried without success.
  tried_since: columns.hidden(columns.nullable(columns.timestamp())),
  // What keeps it back, or did until it is told; and which mute or window that was.
  withheld_for: columns.nullable(columns.word(withholdReasons, 'What keeps it back, or did.')),
  silence_id: columns.nullable(columns.uuid('Which mute or window that is.')),
  // Of a pager: the incident in which it keeps this together with others; null: it has one of its own, under the alarm's id.
  storm_id: columns.hidden(columns.nullable(columns.uuid())),
  // Of the last event of the webhook that spoke of it: the last word counts.
  revision: columns.hidden(columns.bigint()),
  notice_id: columns.hidden(columns.uuid()),
  alarm_id: columns.hidden(columns.uuid()),
  kind: columns.hidden(columns.text()),
  cause_group: columns.hidden(columns.text()),
  board_id: columns.hidden(columns.nullable(columns.uuid())),
  subject: columns.hidden(columns.text()),
  alarm_state: columns.hidden(columns.word(alarmStates)),
  severity: columns.hidden(columns.word(alarmSeverities)),
  text: columns.hidden(columns.text()),
  reminder: columns.hidden(columns.nullable(columns.text())),
  nature: columns.hidden(calling.nature),
  people: columns.hidden(calling.people),
  labels: columns.hidden(calling.labels),
  page: columns.hidden(calling.page),
  commands: columns.hidden(calling.commands),
  source_event_id: columns.hidden(columns.uuid()),
  // Since when it is so; null: it is over.
  raised_since: columns.hidden(columns.nullable(columns.timestamp())),
  at: columns.hidden(columns.timestamp()),
  recorded_at: columns.hidden(columns.timestamp()),
  position: columns.hidden(columns.bigint()),
})
export type TellingRow = RowOf<typeof tellingTable>

/** The read model `channels`: what became of all that each receiver was to be told. */
export const channelTable = defineTable({
  channel: columns.text('Name of the receiver.'),
  messages_delivered: columns.bigint('Messages that it has taken.'),
  notices_delivered: columns.bigint('Notices that they told.'),
  attempts_failed: columns.bigint('Attempts that it did not take.'),
  messages_given_up: columns.bigint('Messages that it has not taken until their time was over.'),
  notices_withheld: columns.bigint('Notices that were kept from it for a while.'),
  acknowledged: columns.bigint('Alarms that somebody took on after it had been told.'),
  acknowledge_seconds: columns.double('How long that took, all together.'),
  longest_acknowledge_seconds: columns.double('The longest of it.'),
  last_delivered_at: columns.nullable(columns.timestamp()),
  last_failed_at: columns.nullable(columns.timestamp()),
  last_failure: columns.nullable(columns.text('Why it did not take the last that it did not.')),
  // Of the last event of its deliveries.
  revision: columns.hidden(columns.bigint()),
})
export type ChannelRow = RowOf<typeof channelTable>

/** What a notice says of who is called, as rows keep it. */
export function calledIn(said: Calling): Pick<TellingRow, keyof typeof calling> {
  const { nature = 'problem', people = [], labels = {}, commands = [] } = said
  return { nature, people, labels, page: said.page ?? null, commands }
}

/** What a person is told by a notice: its text, and how often what comes and goes has come back. */
export function toldText({ text, cameBack }: Pick<AlarmNotice, 'text' | 'cameBack'>): string {
  return cameBack === undefined
    ? text
    : `${text} It has come back ${cameBack} times since this was last told.`
}
