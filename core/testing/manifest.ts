import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Joi from 'joi'
import { DecklogError, messageOf } from '../errors.ts'

/** What a package says of its plugin, by `decklog` of its package.json. */
export interface PluginManifest {
  /** Version of the plugin contract that it is written for. */
  readonly contract?: string
  /** How many events a day its readings may be. */
  readonly eventsPerDay?: number
  /** Types of events whose order and doubling matter, since a decider makes them. */
  readonly decisions?: readonly string[]
}

const schema = Joi.object<PluginManifest>({
  contract: Joi.string(),
  eventsPerDay: Joi.number().integer().min(1),
  decisions: Joi.array().items(Joi.string()),
})

/** Reads what a folder's package.json says of its plugin; nothing, where there is none. DECKLOG_INPUT_UNREADABLE says what is wrong with it. */
export async function readManifest(folder: string): Promise<PluginManifest> {
  const file = join(folder, 'package.json')
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    const { value, error } = schema.validate(Object(JSON.parse(text)).decklog ?? {})
    if (error) throw error
    return value
  } catch (error) {
    const message = `${file}: decklog: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_INPUT_UNREADABLE', message, { cause: error })
  }
}
