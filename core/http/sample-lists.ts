import type { Json } from './to-json.ts'

const mostItems = 20

/**
 * Copies a body with the first 20 items of each list. What is wrong with our answers is wrong with every item or with none,
 * and to check each of a thousand would take longer than everything else.
 */
export function sampleLists(body: Json): Json {
  if (Array.isArray(body)) return body.slice(0, mostItems).map(sampleLists)
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).map(([key, member]) => [key, sampleLists(member)]))
}
