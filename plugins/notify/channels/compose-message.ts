import type { TellingRow } from '../rows.ts'
import { oneLine, shows } from './text.ts'
import {
  type Incident,
  type Message,
  type MessageKind,
  type MessageSeverity,
  type ToldAlarm,
  worstOf,
} from './message.ts'

/** What a message is made of, beside what it tells. */
export interface Envelope extends Pick<Message, 'id' | 'node' | 'at' | 'repeat'> {
  /** Where people open the console; null: messages have no links. */
  readonly consoleUrl: string | null
  /** Of a digest: what kept back what it tells, as a sentence begins with it: `While the window “patching” was open`. */
  readonly after?: string | undefined
  /** Of a pager: what becomes of which incidents. */
  readonly incidents?: readonly IncidentToTell[] | undefined
}

/** What becomes of an incident of a pager, and by which notices. */
export interface IncidentToTell extends Pick<Incident, 'key' | 'change'> {
  readonly notices: readonly NoticeToTell[]
}

/** What of a notice is told. */
export type NoticeToTell = Pick<
  TellingRow,
  | ('notice_id' | 'alarm_id' | 'source_event_id' | 'kind' | 'nature' | 'subject' | 'board_id')
  | ('alarm_state' | 'severity' | 'text' | 'reminder' | 'at')
  | ('people' | 'labels' | 'page' | 'commands' | 'raised_since')
>

/** Makes the message that tells these notices, the oldest first; none: a trial. */
export function composeMessage(notices: readonly NoticeToTell[], envelope: Envelope): Message {
  const { id, node, at, repeat, consoleUrl, after, incidents } = envelope
  const alarms = notices.map(notice => toldAlarm(notice, consoleUrl))
  const [only] = alarms.length === 1 ? alarms : []
  const kind = after === undefined ? kindOf(alarms) : 'digest'
  const severity = worstOf(alarms.map(one => one.severity))
  const sentence = sentenceOf(alarms)
  return {
    ...{ id, node, at, repeat, kind, severity, alarms },
    title: titleOf(alarms, { kind, severity, after }),
    sentence: after === undefined ? sentence : `${after}: ${sentence}`,
    link: only ? only.link : linkTo(consoleUrl, '/alarms'),
    commands: only ? only.commands : alarms.length === 0 ? [] : ['decklog alarms list'],
    incidents: incidents?.map(({ notices: of, ...incident }) => ({
      ...incident,
      alarms: of.map(notice => toldAlarm(notice, consoleUrl)),
    })),
  }
}

function toldAlarm(notice: NoticeToTell, consoleUrl: string | null): ToldAlarm {
  const { notice_id: noticeId, alarm_id: alarmId, source_event_id: sourceEventId } = notice
  const { kind, nature, board_id: boardId, alarm_state: state } = notice
  const subject = shows(notice.subject) ? notice.subject : `alarm ${alarmId}`
  const text = shows(notice.text) ? notice.text : `${subject} is ${state}.`
  const { reminder, at, raised_since: since, page } = notice
  const people = notice.people.filter(shows).map(one => oneLine(one, 200))
  const labels = Object.fromEntries(
    Object.entries(notice.labels)
      .filter(([, value]) => shows(value))
      .map(([name, value]) => [name, oneLine(value, 200)]),
  )
  const severity = state === 'raised' ? notice.severity : 'ok'
  const link = linkTo(consoleUrl, page ?? `/alarms/${alarmId}`)
  return {
    ...{ alarmId, noticeId, sourceEventId, kind, nature, subject, boardId, state, severity },
    ...{ text, reminder, at, since, people, labels, link },
    commands: commandsOf(notice).map(line => oneLine(line, 500)),
  }
}

function commandsOf({
  commands,
  alarm_id: id,
  alarm_state: state,
}: NoticeToTell): readonly string[] {
  const show = `decklog alarms show ${id}`
  if (state === 'cleared') return [show]
  return commands.length > 0 ? commands : [show, `decklog alarms ack ${id} --note "…"`]
}

function linkTo(consoleUrl: string | null, page: string): string | null {
  if (consoleUrl === null) return null
  const base = consoleUrl.replace(/\/+$/, '')
  const url = `${base}${page.startsWith('/') ? page : `/${page}`}`
  // What URLs may not hold as it is (RFC 3986), and parsers let pass.
  return new URL(url).href.replace(/[|^[\]`{}\\"<>]/g, encodeURIComponent)
}

function kindOf(alarms: readonly ToldAlarm[]): MessageKind {
  const raised = alarms.filter(({ state }) => state === 'raised')
  if (alarms.length === 0) return 'test'
  if (alarms.every(({ reminder }) => reminder === 'acknowledged')) return 'acknowledged'
  if (raised.length === 0) return 'cleared'
  if (raised.every(({ reminder }) => reminder === 'still_critical')) return 'reminder'
  return raised.some(({ nature }) => nature === 'problem') ? 'problem' : 'waits'
}

// A sentence or two. Receivers of the signed webhook have read it as `summary` since the first release.
function sentenceOf(alarms: readonly ToldAlarm[]): string {
  const last = alarms.at(-1)
  if (!last) return 'This is a test: nothing has happened.'
  const told = last.reminder === 'still_critical' ? `Still so: ${last.text}` : last.text
  if (alarms.length === 1) return told
  const raised = alarms.filter(({ state }) => state === 'raised').length
  const cleared = alarms.length - raised
  return `${alarms.length} alarms (${raised} raised, ${cleared} cleared). The latest: ${told}`
}

const words: Record<MessageSeverity, string> = {
  critical: 'Critical',
  warning: 'Warning',
  ok: 'Ok',
}

function titleOf(
  alarms: readonly ToldAlarm[],
  { kind, severity, after }: Pick<Message, 'kind' | 'severity'> & Pick<Envelope, 'after'>,
): string {
  const [first] = alarms
  if (after !== undefined) return `${after}: ${alarms.length} alarms`
  if (!first) return 'A test message of Decklog'
  const subject = alarms.length === 1 ? first.subject : `${alarms.length} alarms`
  switch (kind) {
    case 'waits':
      return `Waits for a person: ${subject}`
    case 'cleared':
      return `Over: ${subject}`
    case 'acknowledged':
      return `Looked after: ${subject}`
    case 'reminder':
      return `Still ${severity}: ${subject}`
    default:
      return `${words[severity]}: ${subject}`
  }
}
