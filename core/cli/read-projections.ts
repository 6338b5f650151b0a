import { fields, list, number, type Of, orNull, otherwise, readAnswer, text } from './answer.ts'
import type { ApiClient } from './command.ts'

const building = fields({
  generation: number,
  events: number,
  events_per_second: orNull(number),
  seconds_left: orNull(number),
  problem: orNull(text),
})

const projection = fields({
  name: text,
  version: number,
  generation: number,
  state: text,
  position: text,
  lag_events: orNull(number),
  lag_seconds: orNull(number),
  parked: number,
  reason: orNull(text),
  building: otherwise(orNull(building), null),
})

/** A projection as the API lists it. */
export type ListedProjection = Of<typeof projection>

/** Reads the projections of the running Decklog. */
export async function readProjections(api: ApiClient): Promise<readonly ListedProjection[]> {
  const answer = await api.get('/api/v1/projections')
  return readAnswer(answer, fields({ projections: list(projection) })).projections
}

/** Path of what can be asked or done about one projection. */
export function projectionPath(name: string, what: string): string {
  return `/api/v1/projections/${encodeURIComponent(name)}/${what}`
}
