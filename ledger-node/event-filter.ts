import type { Frame } from './wire/frame.ts'
import { dotnetRegex } from './dotnet-regex.ts'
import { prefixMatcher } from './prefix-matcher.ts'
import type { FilterOptions } from './read-request.ts'
import { eventType, readerOfEvent } from './recorded-event.ts'
import { readStreamIdentifier } from './stream-identifier.ts'

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
    const pattern = dotnetRegex(regex)
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
