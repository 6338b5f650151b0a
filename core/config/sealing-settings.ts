import Joi, { type CustomValidator, type SchemaMap } from 'joi'
import { messageOf } from '../errors.ts'
import { parseTarget } from '../auditing/publishing/targets.ts'
import type { Settings } from '../settings.ts'
import { joi } from './joi-list.ts'

const checkTarget: CustomValidator<string> = (text, helpers) => {
  try {
    parseTarget(text)
    return text
  } catch (error) {
    return helpers.error('target.form', { reason: messageOf(error) })
  }
}

/** The settings of core that are about sealing. */
export const sealingSettings: SchemaMap<
  Pick<
    Settings,
    | 'sealing'
    | 'sealEvery'
    | 'sealOrigin'
    | 'sealFolder'
    | 'pruneSealsAfter'
    | 'publishCheckpointsTo'
    | 'publishAlarmHours'
    | 'publicLogs'
  >
> = {
  sealing: Joi.boolean()
    .default(true)
    .description(
      'Seal the ledger in signed logs, so that it can be shown that nothing was altered.',
    ),
  sealEvery: Joi.number()
    .min(1)
    .max(3_600)
    .default(60)
    .description(
      'Seconds after which an event is sealed at the latest; a thousand events are sealed at once.',
    ),
  sealOrigin: Joi.string()
    .pattern(/^[^\s+]{1,200}$/)
    .messages({
      'string.pattern.base': 'must have no spaces and no +, such as example.com/decklog',
    })
    .description(
      'Name of the logs that seal the ledger, as checkpoints carry it; another name begins other logs. Made of nodeName unless it is set.',
    ),
  sealFolder: Joi.string().description(
    'Folder of the keys that sign the logs; audit in the data directory unless it is set. With eventstoreUrl and databaseUrl a process seals only where it is set.',
  ),
  pruneSealsAfter: Joi.number()
    .min(0)
    .max(36_500)
    .description(
      'Days after the longest retention of observations for which the log keeps what it sealed of them; their hashes stay. Absent: all of it is kept.',
    ),
  publishCheckpointsTo: joi
    .list()
    .items(Joi.string().custom(checkTarget))
    .unique()
    .default([])
    .meta({ secret: true })
    .messages({ 'target.form': '{{#reason}}' })
    .description(
      'Where checkpoints are brought, out of the reach of who can edit the ledger: absolute paths of files, URLs to post to, and <public key>@<URL> of C2SP witnesses.',
    ),
  publishAlarmHours: Joi.number()
    .min(0.01)
    .max(8_760)
    .default(24)
    .description('Hours without reaching any of them after which an alarm is raised.'),
  publicLogs: Joi.boolean()
    .default(false)
    .description('Serve the logs under /api/v1/audit/logs without a token.'),
}
