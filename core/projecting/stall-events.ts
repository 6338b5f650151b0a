import type { AlarmSignal, AlarmSpecs } from '../alarm.ts'
import { defineEvent, eventSpecs, type EventOf } from '../events/define-event.ts'
import { record, text } from '../shape.ts'

const projection = text('Name of the projection.', 'disk-status', schema => schema.max(200))

const stalled = defineEvent({
  type: 'core.ProjectionStalled',
  summary: 'A projection stands still: it stopped, or does not move although events wait.',
  data: record({
    projection,
    reason: text('Why.', 'has not moved for 30 s while more than 100 events wait', schema =>
      schema.max(1_000),
    ),
  }),
})

const resumed = defineEvent({
  type: 'core.ProjectionResumed',
  summary: 'A projection that stood still moves again.',
  data: record({ projection }),
})

/** What is recorded of a projection: that it stands still, and that it moves again. */
export type StallEvent = EventOf<typeof stalled | typeof resumed>

/** The events of projections that stand still. */
export const stallSpecs = eventSpecs(stalled, resumed)

/** The alarm of a read model that stands still, while it is one of those that there are. */
export const stallAlarms = (installed: readonly string[]): AlarmSpecs<StallEvent> => ({
  projection: {
    kind: 'projection',
    summary: 'A read model stands still while events wait, or has stopped; over when it moves.',
    on: {
      'core.ProjectionStalled': ({ data }) => ({
        ...alarmOf(data.projection),
        state: 'raised',
        text: `The read model ${data.projection} stands still: ${data.reason}`,
      }),
      'core.ProjectionResumed': ({ data }) => ({
        ...alarmOf(data.projection),
        state: 'cleared',
        text: `The read model ${data.projection} moves again.`,
      }),
    },
    over: projection =>
      installed.includes(projection) ? undefined : `There is no read model ${projection} any more.`,
  },
})

function alarmOf(projection: string): Omit<AlarmSignal, 'state' | 'text'> {
  return {
    about: projection,
    group: 'projections',
    boardId: null,
    subject: `read model ${projection}`,
    severity: 'critical',
    labels: { projection },
  }
}
