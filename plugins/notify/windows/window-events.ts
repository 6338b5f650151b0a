import Joi from 'joi'
import { defineEvent, type EventOf, type RecordOf, shapes } from '../../../core/plugin-api.ts'

const windowId = shapes.id('Id of the window.', '0199a3c0-0000-7000-8000-000000000005')
const time = (description: string, example = '2026-01-01T22:00:00.000Z') =>
  shapes.time(description, example)

/** Which alarms a window silences; null, and no label, matches all. */
const scope = {
  kind: shapes.nullable(shapes.text('Of which kind; null: all.', 'disk', schema => schema.max(40))),
  boardId: shapes.nullable(shapes.id('Of which board; null: all.', 'none'), null),
  labels: shapes.shape<Readonly<Record<string, string>>>(
    Joi.object()
      .pattern(/^[a-z][a-z0-9_]{0,39}$/, Joi.string().max(200))
      .max(8)
      .description('Labels that an alarm has, all of them; none: all.'),
    { host: 'web01' },
  ),
}

/** When a window is open: once, or each time that a schedule says. */
const plan = {
  beginsAt: time('When it is open for the first time at the earliest.'),
  endsAt: time('When it is over for good.', '2026-12-31T22:00:00.000Z'),
  schedule: shapes.nullable(
    shapes.text('When it opens, as cron has it: five fields; null: once.', '0 22 * * 6', schema =>
      schema.max(100),
    ),
  ),
  timeZone: shapes.text('Whose clock the schedule is read by.', 'Europe/Berlin', schema =>
    schema.max(60),
  ),
  lastsSeconds: shapes.seconds('How long it is open each time.', 7_200),
}

export const windowPlanned = defineEvent({
  type: 'notify.WindowPlanned',
  summary: 'Somebody says when things are worked on, so that nobody is to be told of some alarms.',
  data: shapes.record({
    windowId,
    ...scope,
    ...plan,
    reason: shapes.text('Why.', 'The hosts are patched.', schema => schema.max(1_000)),
  }),
})

export const windowOpened = defineEvent({
  type: 'notify.WindowOpened',
  summary:
    'A maintenance window has opened: what it silences is told as one digest when it closes.',
  data: shapes.record({
    windowId,
    from: time('Since when it is open.'),
    until: time('When it closes.', '2026-01-02T00:00:00.000Z'),
  }),
})

export const windowClosed = defineEvent({
  type: 'notify.WindowClosed',
  summary: 'A maintenance window has closed until it opens again.',
  data: shapes.record({ windowId }),
})

export const windowCancelled = defineEvent({
  type: 'notify.WindowCancelled',
  summary: 'Somebody ended a maintenance window before its time, for good.',
  data: shapes.record({ windowId }),
})

export const windowEnded = defineEvent({
  type: 'notify.WindowEnded',
  summary: 'A maintenance window does not open any more.',
  data: shapes.record({ windowId }),
})

export const windowForgotten = defineEvent({
  type: 'notify.WindowForgotten',
  summary: 'A maintenance window that ended long ago is not listed any more.',
  data: shapes.record({ windowId }),
})

export type WindowScope = RecordOf<typeof scope>
export type WindowPlan = RecordOf<typeof plan>
export type WindowEvent = EventOf<
  | typeof windowPlanned
  | typeof windowOpened
  | typeof windowClosed
  | typeof windowCancelled
  | typeof windowEnded
  | typeof windowForgotten
>
