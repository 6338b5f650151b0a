import Joi from 'joi'
import { duration, invalidField } from '../../../core/plugin-api.ts'
import type { AgentSettings } from '../settings.ts'
import { whyNotSchedule, type Schedule } from '../judging/schedule.ts'
import { defaultEverySeconds } from '../rows.ts'

/** When an agent means to beat, as callers send it. */
export interface HeartbeatInput {
  readonly every: number
  readonly grace: number | null
  readonly cron: string | null
  readonly time_zone: string
}

const longest = 366 * 86_400

/** Schema of when an agent means to beat. */
export const heartbeat = Joi.object({
  every: duration()
    .min(1)
    .max(longest)
    .default(defaultEverySeconds)
    .description(
      'How often it means to beat: `30s`, `30m`, `2h`, `1d`, `1w`; half an hour unless said.',
    ),
  grace: duration()
    .min(1)
    .max(longest)
    .allow(null)
    .default(null)
    .description('So long after it was due it is late; five minutes with `cron` unless said.'),
  cron: Joi.string()
    .trim()
    .max(100)
    .allow(null)
    .default(null)
    .description('When it means to beat, in the five fields of cron, instead of how often.'),
  time_zone: Joi.string()
    .trim()
    .max(64)
    .default('UTC')
    .description('By the clock of which place `cron` goes: `Europe/Berlin`.'),
}).default({ every: defaultEverySeconds, grace: null, cron: null, time_zone: 'UTC' })

/** When an agent means to beat; DECKLOG_VALIDATION names the field that cannot be kept. */
export function rhythmOf({
  every,
  grace,
  cron,
  time_zone: timeZone,
}: HeartbeatInput): Pick<AgentSettings, 'everySeconds' | 'graceSeconds' | 'schedule'> {
  const schedule = cron === null ? null : { cron, timeZone }
  const why = schedule && whyNotSchedule(schedule)
  if (why)
    throw invalidField(why.includes('time zone') ? 'heartbeat.time_zone' : 'heartbeat.cron', why)
  // What nobody said is not told: settings of before such things could be said are the same.
  return {
    everySeconds: every,
    ...(grace === null ? {} : { graceSeconds: grace }),
    ...(schedule === null ? {} : { schedule }),
  }
}

/** Schema of when an agent means to beat, as the API shows it. */
export const rhythmSchema = Joi.object({
  every_seconds: Joi.number().required(),
  grace_seconds: Joi.number().allow(null).required(),
  cron: Joi.string().allow(null).required(),
  time_zone: Joi.string().allow(null).required(),
}).required()

/** When an agent means to beat, as the API shows it. */
export function rhythmBody({
  everySeconds,
  graceSeconds = null,
  schedule = null,
}: {
  readonly everySeconds: number
  readonly graceSeconds?: number | null
  readonly schedule?: Schedule | null
}): object {
  return {
    every_seconds: everySeconds,
    grace_seconds: graceSeconds,
    cron: schedule && schedule.cron,
    time_zone: schedule && schedule.timeZone,
  }
}
