import Joi from 'joi'
import type { ApiClient } from './command.ts'
import { readAnswer } from './read-answer.ts'

/** An event as the API tells it. */
export interface ToldEvent {
  readonly id: string
  readonly stream: string
  readonly revision: string
  readonly position: string
  readonly type: string
  readonly data: unknown
  readonly metadata: Readonly<Record<string, string>>
  readonly received_at: string
  readonly recorded_at: string
}

/** A page of history. */
export interface ToldPage {
  readonly events: readonly ToldEvent[]
  readonly cursor: string | null
  readonly complete: boolean
}

const event = Joi.object({
  id: Joi.string(),
  stream: Joi.string(),
  revision: Joi.string(),
  position: Joi.string(),
  type: Joi.string(),
  data: Joi.any(),
  metadata: Joi.object().unknown(),
  received_at: Joi.string(),
  recorded_at: Joi.string(),
})

/** Reads a page of history from the running Decklog. */
export async function readPage(api: ApiClient, path: string): Promise<ToldPage> {
  return readAnswer<ToldPage>(await api.get(path), {
    events: Joi.array().items(event),
    cursor: Joi.string().allow(null),
    complete: Joi.boolean(),
  })
}
