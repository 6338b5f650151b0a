import {
  digestOf,
  type Host,
  type Recheck,
  type Recorded,
  type Redecided,
  type Redeciding,
} from '../../../core/plugin-api.ts'
import type { AlarmAcknowledged, AlarmEvent, NoticeEvent } from '../alarm-events.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmDecider } from '../raising/alarm.ts'
import type { Alarm } from '../raising/alarm-state.ts'
import { rulesOf } from '../raising/telling-rules.ts'
import { decideAgain, isNotice, saidOf } from './decide-again.ts'
import { redecideKeptBack } from './redecide-kept-back.ts'

const mostAlarms = 5_000
// Between deciding and stamping an event nothing is waited for but a command that came first.
const slackMs = 10_000

type NotifyHost = Pick<Host<NotifyConfig, NotifyEvent>, 'read'>

/**
 * Judges again how alarms stood, and who was told of them at once, later and once more, by the alarm as it was and the rules it cites;
 * and what was kept back.
 */
export function redecideAlarms(host: NotifyHost): Redeciding {
  const alarms = createAlarms(host)
  const kept = redecideKeptBack(host)
  const judge = async (event: Recorded<AlarmEvent>, config: NotifyConfig): Promise<Redecided> => {
    const alarm = await alarms.before(event)
    if (isNotice(event)) kept.note(event)
    // It only tells on what somebody said.
    if (event.type === 'notify.AlarmRepeated' && event.data.reason === 'acknowledged') return null
    if (isNotice(event)) return redecideNotice(event, alarm, config)
    return event.type === 'notify.AlarmAcknowledged' ? redecideAcknowledged(event, alarm) : null
  }
  const types = [
    ...(['Raised', 'Cleared', 'Resolved', 'Repeated'] as const),
    ...(['Acknowledged', 'Silenced', 'Unsilenced', 'Forgotten'] as const),
  ].map(word => `notify.Alarm${word}`)
  return { events: { ...kept.events, ...Object.fromEntries(types.map(type => [type, judge])) } }
}

function redecideNotice(
  event: Recorded<NoticeEvent>,
  alarm: Alarm,
  config: NotifyConfig,
): readonly Recheck[] {
  const rules = rulesOf(config)
  const again = momentsOf(event).map(now => {
    const decided = decideAgain(event, alarm, { rules, now })
    return decided?.type === event.type && 'webhooks' in decided.data ? decided.data : undefined
  })
  const same = again.find(one => one && digestOf(one) === digestOf(event.data))
  const judged = same ?? again[0]
  return [
    {
      ...{ what: 'who is told', of: 'rules', recorded: event.data.webhooks },
      judged: judged?.webhooks ?? null,
    },
    {
      ...{ what: 'what is told', of: 'facts', recorded: saidOf(event.data) },
      // A reminder says nothing of its own: that it is due follows from the rules.
      judged: judged ? saidOf(judged) : isReminder(event) ? saidOf(event.data) : null,
    },
  ]
}

function isReminder({ type }: Recorded<NoticeEvent>): boolean {
  return type === 'notify.AlarmRepeated'
}

/** When it may have been decided: what says so first, else a moment before it was stamped. */
function momentsOf({ data, receivedAt }: Recorded<NoticeEvent>): readonly Date[] {
  const { raisedSince, criticalSince, at } = data
  const told = [raisedSince, criticalSince, at].flatMap(time => (time === undefined ? [] : [time]))
  const close = told
    .map(time => new Date(time))
    .filter(time => Math.abs(receivedAt.getTime() - time.getTime()) <= slackMs)
  return [...close, receivedAt, new Date(receivedAt.getTime() - slackMs)]
}

function redecideAcknowledged(
  { data: { receivers } }: Recorded<AlarmAcknowledged>,
  { firstMs }: Alarm,
): readonly Recheck[] {
  const told = Object.entries(firstMs).map(([name, ms]) => {
    return { name, toldAt: new Date(ms).toISOString() }
  })
  const what = 'who had been told'
  return [{ what, of: 'facts', recorded: receivers ?? told, judged: told }]
}

/** Follows alarms through the ledger, and reads what was before where it begins in the midst of one. */
function createAlarms(host: NotifyHost) {
  const followed = new Map<string, { readonly alarm: Alarm; readonly next: bigint }>()

  async function read({ stream, revision }: Recorded): Promise<Alarm> {
    let alarm = alarmDecider.initial
    if (revision === 0n) return alarm
    // Nothing else is recorded there; this says so to the compiler.
    for await (const event of host.read(stream, { limit: Number(revision) }))
      alarm = alarmDecider.evolve(alarm, event as Recorded<AlarmEvent>)
    return alarm
  }

  return {
    /** The alarm before one of its events. */
    async before(event: Recorded<AlarmEvent>): Promise<Alarm> {
      const { stream, revision } = event
      const known = followed.get(stream)
      const before = known?.next === revision ? known.alarm : await read(event)
      followed.delete(stream)
      followed.set(stream, { alarm: alarmDecider.evolve(before, event), next: revision + 1n })
      const [oldest] = followed.keys()
      if (followed.size > mostAlarms && oldest !== undefined) followed.delete(oldest)
      return before
    },
  }
}
