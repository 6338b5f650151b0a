import Joi from 'joi'
import { v5, v7 } from 'uuid'
import {
  commandOf,
  defineRoute,
  duration,
  type Host,
  inputs,
  invalidField,
  type Route,
} from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { kindsOf } from '../kinds.ts'
import { requireBoard } from '../require-seen.ts'
import { labelsSchema } from '../routing/route.ts'
import { windowStream } from '../streams.ts'
import { isTimeZone } from './time-zone.ts'
import { scheduleFault } from './when.ts'
import { asTimes, windowDecider } from './window.ts'
import type { WindowPlan } from './window-events.ts'

interface Body {
  readonly kind: string | null
  readonly board_id: string | null
  readonly labels: Readonly<Record<string, string>>
  readonly reason: string
  readonly begins_at?: Date
  readonly ends_at?: Date
  readonly schedule?: string
  readonly time_zone?: string
  readonly lasts?: number
}

// A namespace of our own: RFC 9562, section 6.6.
const windows = '4d1f0f6e-53c8-4a86-9f6d-0a5a1c1e8b77'
/** Whoever plans for longer is asked again whether it is still so. */
const longestSeriesMs = 366 * 86_400_000

/** POST /api/v1/windows: when things are worked on. */
export function planWindowRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
  return defineRoute<unknown, unknown, Body>({
    method: 'POST',
    path: '/api/v1/windows',
    scope: 'operate',
    summary:
      'Plans a maintenance window, once or by a schedule; what it keeps back is told as one digest when it closes.',
    tags: ['alarms'],
    payload: bodySchema(host),
    response: Joi.object({ window_id: inputs.uuid().required() }),
    successStatus: 201,
    shows: ['windows'],
    handle: async call => {
      const { payload, caller, idempotencyKey } = call
      const { kind, board_id: boardId, labels, reason } = payload
      requireBoard(caller, boardId)
      const longestMs = host.config.longestWindow * 1_000
      const plan = planOf(payload, { now: host.clock.now(), longestMs })
      const windowId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, windows)
      const { position, revision } = await host.execute(windowDecider, {
        stream: windowStream(windowId),
        command: { type: 'plan', windowId, scope: { kind, boardId, labels }, plan, reason },
        ...commandOf(call),
      })
      return { status: 201, body: { window_id: windowId }, position, revision }
    },
  })
}

function bodySchema(host: Pick<Host, 'alarms'>): Joi.ObjectSchema<Body> {
  return Joi.object({
    kind: Joi.valid(...kindsOf(host.alarms), null)
      .default(null)
      .description('Only alarms of this kind.'),
    board_id: inputs.uuid().allow(null).default(null).description('Only of this board.'),
    labels: labelsSchema.default({}).description('Only those that have all of these labels.'),
    reason: inputs.words(1_000).required().description('Why.'),
    begins_at: inputs.moment().description('When it opens, at the earliest; default now.'),
    ends_at: inputs
      .moment()
      .description('When it is over for good; of a schedule a year after it begins by default.'),
    schedule: inputs
      .words(100)
      .description('When it opens, as cron has it, in five fields: `0 22 * * 6`. Default: once.'),
    time_zone: inputs.words(60).description('Whose clock the schedule is read by: Europe/Berlin.'),
    lasts: duration().min(60).description('How long it is open each time: seconds, or `2h`.'),
  })
    .with('schedule', ['time_zone', 'lasts'])
    .with('lasts', 'schedule')
    .with('time_zone', 'schedule')
    .or('schedule', 'ends_at')
    .required()
}

interface Limits {
  readonly now: Date
  readonly longestMs: number
}

function planOf(body: Body, { now, longestMs }: Limits): WindowPlan {
  const { begins_at: beginsAt = now, schedule, time_zone: timeZone = 'UTC', lasts = 0 } = body
  const endsAt = body.ends_at ?? new Date(beginsAt.getTime() + longestSeriesMs)
  const lastsMs = endsAt.getTime() - beginsAt.getTime()
  if (endsAt <= now) throw invalidField('ends_at', 'must lie ahead')
  if (lastsMs <= 0) throw invalidField('ends_at', 'must come after begins_at')
  const plan = {
    ...{ beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString(), timeZone },
    // A column holds whole ones, and what is open for a second longer keeps back no less.
    ...{ schedule: schedule ?? null, lastsSeconds: Math.ceil(schedule ? lasts : lastsMs / 1_000) },
  }
  const openMs = schedule ? lasts * 1_000 : lastsMs
  const longest = `leaves it open for more than ${longestMs / 1_000} s (plugins.notify.longestWindow)`
  if (openMs > longestMs) throw invalidField(schedule ? 'lasts' : 'ends_at', longest)
  if (schedule === undefined) return plan
  if (lastsMs > longestSeriesMs)
    throw invalidField('ends_at', 'must be a year after begins_at at most: plan it again then')
  if (!isTimeZone(timeZone))
    throw invalidField('time_zone', 'must name a time zone such as Europe/Berlin or UTC')
  const fault = scheduleFault({ ...asTimes(plan), schedule }, now)
  if (fault !== undefined) throw invalidField('schedule', fault)
  return plan
}
