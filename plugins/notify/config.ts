import Joi, { type ObjectSchema } from 'joi'
import { alarmSeverities, type AlarmSeverity, duration, inputs } from '../../core/plugin-api.ts'

/** Hours of the day, in UTC, in which nothing below `except` is told; `to` before `from` passes midnight. */
export interface QuietHours {
  readonly from: string
  readonly to: string
  readonly except: 'none' | 'critical'
}

/** Somebody to tell. Either the value or the file that holds it is given, of the URL and of the secret. */
export interface Webhook {
  readonly name: string
  readonly url?: string
  readonly urlFile?: string
  readonly secret?: string
  readonly secretFile?: string
  readonly kinds: readonly string[]
  readonly leastSeverity: AlarmSeverity
  readonly boards: readonly string[]
  readonly quietHours: readonly QuietHours[]
}

/** The section `plugins.notify` of the configuration; durations in seconds. */
export interface NotifyConfig {
  readonly webhooks: readonly Webhook[]
  readonly collectFor: number
  readonly dedupeWithin: number
  readonly remindAfter: number
  readonly giveUpAfter: number
}

const day = 86_400
const timeOfDay = Joi.string()
  .pattern(/^([01]\d|2[0-3]):[0-5]\d$/)
  .messages({ 'string.pattern.base': 'must be a time of day in UTC such as 22:00' })

const quietHours = Joi.object({
  from: timeOfDay.required().description('First minute, in UTC.'),
  to: timeOfDay
    .required()
    .description('Minute after the last; before `from` it is of the next day.'),
  except: Joi.valid('none', 'critical')
    .default('critical')
    .description('What is told all the same.'),
})

const webhook = Joi.object({
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9]{0,39}$/)
    .messages({ 'string.pattern.base': 'must be one lower-case word' })
    .required()
    .description('Name of the receiver, as answers and events call it.'),
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .meta({ judges: false })
    .description('Where to send to. It is shown; one that is itself a secret belongs in a file.'),
  urlFile: Joi.string().meta({ judges: false }).description('File that holds the URL.'),
  secret: Joi.string()
    .min(16)
    .meta({ secret: true })
    .description('Key of the HMAC that signs each message.'),
  secretFile: Joi.string().meta({ judges: false }).description('File that holds the key.'),
  kinds: Joi.array()
    .items(Joi.string().max(40))
    .unique()
    .default([])
    .description('Kinds of alarms that it is told of; none: all.'),
  leastSeverity: Joi.valid(...alarmSeverities)
    .default('warning')
    .meta({ weaker: alarmSeverities })
    .description('What is less severe is not told.'),
  boards: Joi.array()
    .items(inputs.uuid())
    .unique()
    .default([])
    .description('Ids of the boards that it is told of; none: all, and what belongs to no board.'),
  quietHours: Joi.array()
    .items(quietHours)
    .default([])
    .meta({ weaker: 'more' })
    .description('Hours in which it is left alone; what happens is recorded all the same.'),
})
  .xor('url', 'urlFile')
  .xor('secret', 'secretFile')

/** Schema of the section `plugins.notify`. */
export const notifyConfig: ObjectSchema<NotifyConfig> = Joi.object({
  webhooks: Joi.array()
    .items(webhook)
    .unique('name')
    .default([])
    .meta({ weaker: 'fewer', by: 'name' })
    .description('Who is told of alarms; without any they are recorded alone.'),
  collectFor: duration()
    .min(0)
    .max(300)
    .default(5)
    .description('How long more of the same cause is waited for, to tell it in one message.'),
  dedupeWithin: duration()
    .min(0)
    .default(15 * 60)
    .meta({ weaker: 'higher' })
    .description('The same is not told twice within this time.'),
  remindAfter: duration()
    .min(60)
    .default(4 * 3600)
    .meta({ weaker: 'higher' })
    .description('How often what stays critical is told again.'),
  giveUpAfter: duration()
    .min(60)
    .default(day)
    .meta({ weaker: 'lower' })
    .description('How long a message is tried again.'),
})
