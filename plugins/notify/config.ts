import Joi, { type ObjectSchema } from 'joi'
import { duration, inputs } from '../../core/plugin-api.ts'
import { callingMost } from './calling.ts'
import { channelLists, type ReceiverSettings } from './channels/channels.ts'
import { channelList } from './channels/settings.ts'
import { webhookSchema } from './channels/webhook.ts'
import { type HeartbeatSettings, heartbeatSchema } from './watching/heartbeat.ts'
import { type NotifyRoute, routeSchema } from './routing/route.ts'

/** The section `plugins.notify` of the configuration; durations in seconds. */
export interface NotifyConfig extends ReceiverSettings {
  readonly routes: readonly NotifyRoute[]
  readonly consoleUrl: string | null
  readonly boardPeople: readonly BoardPeople[]
  readonly heartbeat: HeartbeatSettings
  readonly collectFor: number
  readonly dedupeWithin: number
  readonly remindAfter: number
  readonly giveUpAfter: number
  readonly longestWindow: number
  readonly keepFor: number
}

const day = 86_400

/** Whom the alarms of a board are for. */
export interface BoardPeople {
  readonly board: string
  readonly people: readonly string[]
}

const boardPeople = Joi.object({
  board: inputs.uuid().required().description('Id of the board.'),
  people: Joi.array()
    .items(Joi.string().trim().min(1).max(200))
    .unique()
    .min(1)
    .max(callingMost.people)
    .required()
    .description('Who is to act: `person:alice`.'),
})

/** Schema of the section `plugins.notify`. */
export const notifyConfig: ObjectSchema<NotifyConfig> = Joi.object({
  webhooks: channelList(
    webhookSchema,
    'Who is told of alarms; without any they are recorded alone.',
  ),
  channels: channelLists,
  consoleUrl: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .allow(null)
    .default(null)
    .meta({ judges: false })
    .description('Where people open the console: messages link to it; null: they have no links.'),
  routes: Joi.array()
    .items(routeSchema)
    .unique('name')
    .max(50)
    .default([])
    .meta({ weaker: 'fewer', by: 'name' })
    .description(
      'Who is told by steps: at once, and later while nobody looks after an alarm. Whom a route names is told by routes alone.',
    ),
  boardPeople: Joi.array()
    .items(boardPeople)
    .unique('board')
    .default([])
    .meta({ judges: false })
    .description(
      'Whom messages name in alarms of a board, where what is wrong names nobody in particular.',
    ),
  heartbeat: heartbeatSchema,
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
  longestWindow: duration()
    .min(60)
    .max(7 * day)
    .default(day)
    .meta({ weaker: 'higher' })
    .description('How long a maintenance window may be open at a time.'),
  keepFor: duration()
    .min(30 * day)
    .default(400 * day)
    .meta({ judges: false })
    .description(
      'How long alarms that are over, what was told of them, and mutes and windows that have ended are listed; the ledger keeps them.',
    ),
})
