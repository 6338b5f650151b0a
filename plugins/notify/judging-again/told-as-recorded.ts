import type { Outcome, Recorded, Rejudging } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice } from '../alarm-events.ts'
import type { DeliveryEvent, NotifyEvent } from '../events.ts'
import { isNotice } from './decide-again.ts'

interface Waiting {
  readonly outcome: Outcome
  /** Whether it is known what became of it. */
  isSure: boolean
  reason: string | undefined
}

/** Who was told of which alarm, as it was recorded; what was kept back says why. */
export function toldAsRecorded(): Rejudging<NotifyEvent> {
  // What becomes of a notice is recorded a while after it; of one receiver and alarm they keep their order.
  const queues = new Map<string, Waiting[]>()
  const waiting = new Map<string, Waiting>()

  function take(event: Recorded<AlarmEvent>): void {
    if (!isNotice(event)) return
    for (const webhook of event.data.webhooks) {
      const outcome = tellingOf(event.data, webhook, { at: event.receivedAt })
      const one: Waiting = { outcome, isSure: false, reason: undefined }
      waiting.set(`${event.id} ${webhook}`, one)
      queues.set(outcome.subject, [...(queues.get(outcome.subject) ?? []), one])
    }
  }

  function settle({ type, data }: DeliveryEvent): readonly Outcome[] {
    return data.noticeIds.flatMap(id => {
      const key = `${id} ${data.webhook}`
      const one = waiting.get(key)
      if (!one) return []
      waiting.delete(key)
      one.isSure = true
      one.reason = type === 'notify.Withheld' ? data.reason : undefined
      return flush(one.outcome.subject)
    })
  }

  function flush(subject: string): readonly Outcome[] {
    const queue = queues.get(subject) ?? []
    const until = queue.findIndex(({ isSure }) => !isSure)
    const done = until < 0 ? queue.splice(0) : queue.splice(0, until)
    if (queue.length === 0) queues.delete(subject)
    return done.map(({ outcome, reason }) => keptBack(outcome, reason))
  }

  return {
    begin: () => [],
    take(event) {
      if (isOfAlarm(event)) take(event)
      return isOfDelivery(event) ? settle(event) : []
    },
    // What nobody knows the end of was to be told.
    end: () => [...queues.values()].flatMap(queue => queue.map(({ outcome }) => outcome)),
  }
}

/** That a receiver is told of an alarm. */
export function tellingOf(
  notice: Pick<AlarmNotice, 'subject' | 'boardId' | 'state' | 'severity'> & { reason?: string },
  webhook: string,
  { at }: { readonly at: Date },
): Outcome {
  const { subject, boardId, state, severity, reason } = notice
  const of = boardId === null ? subject : `${subject} of board ${boardId}`
  const again = reason === undefined ? '' : `, ${reason}`
  return {
    kind: 'telling',
    subject: `${of} to ${webhook}`,
    state: `${state} ${severity}${again}`,
    at,
  }
}

/** The same, kept back for a reason. */
export function keptBack(outcome: Outcome, reason: string | undefined): Outcome {
  return reason === undefined ? outcome : { ...outcome, state: `${outcome.state}, kept: ${reason}` }
}

/** Whether an event is one of an alarm. */
export function isOfAlarm(event: Recorded<NotifyEvent>): event is Recorded<AlarmEvent> {
  return event.type.startsWith('notify.Alarm')
}

function isOfDelivery(event: Recorded<NotifyEvent>): event is Recorded<DeliveryEvent> {
  return 'noticeIds' in event.data
}
