import { Readable } from 'node:stream'
import { toJson } from './to-json.ts'

/** Content type of an answer that is one JSON value a line. */
export const jsonLinesType = 'application/x-ndjson'

/** Makes a stream of JSON lines; what reads slower than it is written holds the writing up. */
export function jsonLines(values: AsyncIterable<object>): Readable {
  return Readable.from(linesOf(values), { objectMode: false })
}

async function* linesOf(values: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(toJson(value))}\n`
}
