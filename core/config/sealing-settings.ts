import Joi, { type SchemaMap } from 'joi'
import type { Settings } from '../settings.ts'

/** The settings of core that are about sealing. */
export const sealingSettings: SchemaMap<
  Pick<Settings, 'sealing' | 'sealEvery' | 'sealOrigin' | 'sealFolder'>
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
    'Folder of the keys that sign the logs; audit in the data directory unless it is set.',
  ),
}
