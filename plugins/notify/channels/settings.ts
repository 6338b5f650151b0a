import Joi from 'joi'
import { alarmSeverities, type AlarmSeverity, inputs } from '../../../core/plugin-api.ts'
import { isTimeZone } from '../windows/time-zone.ts'

/** Hours of the day, by the clocks of a time zone, in which nothing below `except` is told; `to` before `from` passes midnight. */
export interface QuietHours {
  readonly from: string
  readonly to: string
  readonly except: 'none' | 'critical'
  readonly timeZone: string
}

/** Somebody to tell, and of what. */
export interface Receiver {
  readonly name: string
  readonly kinds: readonly string[]
  readonly leastSeverity: AlarmSeverity
  readonly boards: readonly string[]
  readonly quietHours: readonly QuietHours[]
}

/** Where a channel is. Either the value or the file that holds it is given, of the URL and of the secret. */
export interface ChannelSettings extends Receiver {
  readonly url?: string
  readonly urlFile?: string
  readonly secret?: string
  readonly secretFile?: string
}

/** A channel by which people answer, too. */
export interface InboundSettings extends ChannelSettings {
  readonly inboundSecretFile?: string
}

const timeOfDay = Joi.string()
  .pattern(/^([01]\d|2[0-3]):[0-5]\d$/)
  .messages({ 'string.pattern.base': 'must be a time of day such as 22:00' })

const quietHours = Joi.object({
  from: timeOfDay.required().description('First minute, by the clocks of `timeZone`.'),
  to: timeOfDay
    .required()
    .description('Minute after the last; before `from` it is of the next day.'),
  except: Joi.valid('none', 'critical')
    .default('critical')
    .description('What is told all the same.'),
  timeZone: Joi.string()
    .custom((name: string, helpers) => (isTimeZone(name) ? name : helpers.error('any.invalid')))
    .messages({ 'any.invalid': 'must name a time zone such as Europe/Berlin or UTC' })
    .default('UTC')
    .description('Whose clocks they are by.'),
})

/** The name of a receiver, in its settings. */
export const receiverName = {
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9]{0,39}$/)
    .messages({ 'string.pattern.base': 'must be one lower-case word' })
    .required()
    .description('Name of the receiver, as answers and events call it.'),
}

/** What a receiver is told of, in its settings. */
export const receiverKeys = {
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
}

/** A file that a setting is read from, each time anew. */
export const fileKey = (description: string) =>
  Joi.string().meta({ judges: false }).description(description)

/** The list of all channels of one type, in the configuration. */
export function channelList(schema: Joi.ObjectSchema, description: string): Joi.ArraySchema {
  return Joi.array()
    .items(schema)
    .unique('name')
    .default([])
    .meta({ weaker: 'fewer', by: 'name' })
    .description(description)
}
