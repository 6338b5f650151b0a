import { duration } from '../timing/duration.ts'
import {
  anything,
  fields,
  flag,
  list,
  members,
  type Of,
  orNull,
  readAnswer,
  text,
} from './answer.ts'
import type { ApiClient, CommandContext } from './command.ts'

const event = fields({
  id: text,
  stream: text,
  revision: text,
  position: text,
  type: text,
  data: anything,
  metadata: members,
  received_at: text,
  recorded_at: text,
})
const page = fields({ events: list(event), cursor: orNull(text), complete: flag })

/** An event as the API tells it. */
export type ToldEvent = Of<typeof event>

/** A page of history. */
export type ToldPage = Of<typeof page>

/** Reads a page of history from the running Decklog. */
export async function readPage(api: ApiClient, path: string): Promise<ToldPage> {
  return readAnswer(await api.get(path), page)
}

type Options = CommandContext['options']

/** Path and query that ask the API for history as the options of a command say; `extra` wins. */
export function historyPath(
  options: Options,
  now: Date,
  extra: Readonly<Record<string, string>>,
): string {
  const { id, stream, type, category, actor, correlation, causation } = options
  const { time, fromPosition, toPosition } = options
  const query = {
    ...{ id, stream, type, category, actor, correlation, causation, time },
    ...{ since: timeOf(options['since'], now), until: timeOf(options['until'], now) },
    ...{ from_position: fromPosition, to_position: toPosition, own: ownOf(options) },
    ...extra,
  }
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string') given.set(name, value)
  return `/api/v1/events?${given.toString()}`
}

// Who asks for something by its name is shown it, whatever it is.
function ownOf({ all, id, type, stream, category }: Options): string | undefined {
  return (all ?? id ?? type ?? stream ?? category) === undefined ? 'hidden' : undefined
}

// `30m` is thirty minutes ago; what is no length of time is left for the API to judge.
function timeOf(text: Options[string], now: Date): string | undefined {
  if (typeof text !== 'string') return undefined
  const { value: seconds, error } = duration().validate(text)
  return error ? text : new Date(now.getTime() - seconds * 1_000).toISOString()
}
