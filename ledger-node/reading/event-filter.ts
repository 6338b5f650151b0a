import { linearRegex } from './linear-regex.ts'
import type { FilterOptions } from '../protocol/read-request.ts'
import { eventType, readerOfEvent } from '../protocol/recorded-event.ts'
import { readStreamIdentifier } from '../protocol/stream-identifier.ts'
import type { Frame } from '../wire/frame.ts'

/** Tells whether an event of `$all`, as it is stored, is to be delivered. */
export type EventFilter = (frame: Frame) => boolean

const rememberedTexts = 4_096

/** Makes a filter of what a client asked for; what it looks at of a link is the link itself. */
export function createEventFilter(options: FilterOptions): EventFilter {
  const accepts = remembering(matcherOf(options))
  const textOf = options.on === 'type' ? eventType : streamOf
  return frame => accepts(textOf(frame))
}

function matcherOf({ regex, prefixes }: FilterOptions): (text: string) => boolean {
  if (regex !== '') {
    const pattern = linearRegex(regex)
    return text => pattern.test(text)
  }
  return prefixMatcher(prefixes)
}

/** Names and types repeat, and looking one up is cheaper than matching it. */
function remembering(matches: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const result = matches(text)
    if (known.size >= rememberedTexts) known.clear()
    known.set(text, result)
    return result
  }
}

function streamOf(frame: Frame): string {
  const reader = readerOfEvent(frame)
  while (reader.next()) {
    if (reader.field === 2) return readStreamIdentifier(reader.message())
    reader.skip()
  }
  return ''
}

const plain = /^[\t\n\r\x20-\x7e]*$/
const unseen = /(?![\t-\r\u0085])\p{Cc}|\p{Cf}/gu
const mark = /^\p{M}/u

/**
 * Tells whether a text starts with one of these, compared as .NET compares texts of a culture: what is not seen does not count, and a
 * letter is one with its accents, however they are written.
 */
export function prefixMatcher(prefixes: readonly string[]): (text: string) => boolean {
  const starts = prefixes.map(asSeen)
  return text => {
    const seen = asSeen(text)
    return starts.some(start => startsAs(seen, start))
  }
}

function startsAs(text: string, start: string): boolean {
  return start === '' || (text.startsWith(start) && !mark.test(text.slice(start.length)))
}

function asSeen(text: string): string {
  return plain.test(text) ? text : text.replace(unseen, '').normalize('NFC')
}
