import { changeOf } from '../channels/incidents.ts'
import type { IncidentToTell } from '../channels/compose-message.ts'
import type { TellingRow } from '../rows.ts'
import { messageIdOf } from './message-to.ts'
import {
  isKnown,
  type KeptRow,
  openIncidents,
  type OpenIncidents,
  stormOver,
  timelinesOf,
} from './open-incidents.ts'
import { mostAtOnce } from './plan-messages.ts'

/** A message to a pager: what it tells, and what becomes of which incidents. */
export interface IncidentMessage {
  readonly notices: readonly TellingRow[]
  readonly incidents: readonly IncidentToTell[]
  /** Of one that opens a storm: its key. */
  readonly stormId?: string
}

/** What a pager is to be told, and what it need not be: what is over, or looked after, of a storm that goes on. */
export interface IncidentPlan {
  readonly messages: readonly IncidentMessage[]
  readonly untold: readonly TellingRow[]
}

/** So many incidents of single alarms one message changes: each is a call of its own. */
const mostSingle = 10

/**
 * Plans what a pager is told of what is due. More alarms that are new at once than anybody reads are one incident, a storm, whose key is
 * made of what it tells; fewer are one each, under the alarm's id. A storm is resolved when all of it is over, and acknowledged when
 * all of it that stands is looked after. What was tried under a key is tried again under that. An alarm that gets worse than it was
 * told in its storm has an incident of its own besides, since nobody is woken for the same one twice.
 *
 * `history`: what the pager was to be told before, of these alarms and of all that are in a storm with them.
 */
export function planIncidents(
  due: readonly TellingRow[],
  { history, receiver }: { readonly history: readonly KeptRow[]; readonly receiver: string },
): IncidentPlan {
  const storms = newStorms(due, timelinesOf([...history, ...due]), receiver)
  const stormOf = new Map([...storms].flatMap(([id, rows]) => rows.map(row => [row, id])))
  const tried = due.map(row => ({
    ...row,
    attempts: Math.max(row.attempts, 1),
    storm_id: stormOf.get(row) ?? row.storm_id,
  }))
  const timelines = timelinesOf([...history, ...tried])
  const rest = due.filter(row => !stormOf.has(row)).map(row => changeBy(row, timelines))
  const planned = messagesOf(rest).map(changes => withIncidents(changes, timelines))
  return {
    messages: [
      ...[...storms].map(([stormId, notices]) => ({
        ...{ stormId, notices },
        incidents: [{ key: stormId, change: 'trigger', notices } as const],
      })),
      ...planned.filter(({ incidents }) => incidents.length > 0),
    ],
    untold: planned.flatMap(({ notices, incidents }) => (incidents.length > 0 ? [] : notices)),
  }
}

type Timelines = ReadonlyMap<string, readonly KeptRow[]>

function before({ alarm_id, position }: KeptRow, timelines: Timelines): OpenIncidents {
  const rows = timelines.get(alarm_id) ?? []
  return openIncidents(rows.filter(row => row.position < position))
}

const isNews = (row: KeptRow): boolean => changeOf(asTold(row)) === 'trigger'
const asTold = ({ alarm_state, reminder }: KeptRow) => ({ state: alarm_state, reminder })

/** The storms that are opened by what is due: those that were tried before, and a new one of what is new. */
function newStorms(
  due: readonly TellingRow[],
  timelines: Timelines,
  receiver: string,
): ReadonlyMap<string, readonly TellingRow[]> {
  const storms = new Map<string, TellingRow[]>()
  const fresh: TellingRow[] = []
  for (const row of due.filter(isNews))
    if (row.storm_id !== null) storms.set(row.storm_id, [...(storms.get(row.storm_id) ?? []), row])
    else if (row.attempts === 0 && !isKnown(before(row, timelines), row)) fresh.push(row)
  const alarms = new Set(fresh.map(({ alarm_id }) => alarm_id))
  if (alarms.size > mostAtOnce) storms.set(messageIdOf(receiver, fresh), fresh)
  return storms
}

/** What a notice changes: the incident of its alarm, and storms. */
interface Change {
  readonly notice: TellingRow
  readonly own: 'changes' | 'stays'
  readonly storms: readonly string[]
}

function changeBy(notice: TellingRow, timelines: Timelines): Change {
  const open = before(notice, timelines)
  if (isNews(notice)) {
    const storm = stormOver(open, notice)
    return storm === undefined
      ? { notice, own: 'changes', storms: [] }
      : { notice, own: 'stays', storms: [storm] }
  }
  const storms = [...open.keys()].filter(key => key !== notice.alarm_id)
  const hasOwn = open.has(notice.alarm_id) || storms.length === 0
  return { notice, own: hasOwn ? 'changes' : 'stays', storms }
}

/** Puts together what is one message: what changes incidents of alarms, a few each; what changes a storm alone, all of it. */
function messagesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const single = changes.filter(({ own }) => own === 'changes')
  const chunks: Change[][] = []
  for (let from = 0; from < single.length; from += mostSingle)
    chunks.push(single.slice(from, from + mostSingle))
  const ofStorms = new Map<string, Change[]>()
  for (const change of changes.filter(({ own }) => own === 'stays')) {
    const key = change.storms.join(' ')
    ofStorms.set(key, [...(ofStorms.get(key) ?? []), change])
  }
  return [...chunks, ...ofStorms.values()]
}

function withIncidents(changes: readonly Change[], timelines: Timelines): IncidentMessage {
  const own = changes
    .filter(one => one.own === 'changes')
    .map(({ notice }) => ({
      ...{ key: notice.alarm_id, change: changeOf(asTold(notice)), notices: [notice] },
    }))
  const keys = new Set(changes.flatMap(({ storms }) => storms))
  const ofStorms = [...keys].flatMap(key => {
    const notices = changes.filter(one => one.storms.includes(key)).map(one => one.notice)
    const change = stormChange(key, notices.some(isNews), timelines)
    return change ? [{ key, change, notices }] : []
  })
  return { notices: changes.map(({ notice }) => notice), incidents: [...own, ...ofStorms] }
}

/** What becomes of a storm, as all of it stands; undefined: it goes on, and nobody need be told. */
function stormChange(
  key: string,
  isToldAgain: boolean,
  timelines: Timelines,
): IncidentToTell['change'] | undefined {
  const standing = [...timelines.values()].flatMap(rows => openIncidents(rows).get(key) ?? [])
  if (standing.length === 0) return 'resolve'
  if (isToldAgain) return 'trigger'
  return standing.every(({ care }) => care === 'looked_after') ? 'acknowledge' : undefined
}
