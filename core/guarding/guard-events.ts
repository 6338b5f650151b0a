import type { DomainEvent, Recorded } from '../event.ts'
import { defineEvent, type EventDeclaration } from '../events/define-event.ts'
import type { EventSpec } from '../plugin.ts'
import type { Of } from '../shape.ts'
import {
  daySummary,
  detailExpired,
  failedRead,
  forgotten,
  levelChange,
  sample,
} from './guard-data.ts'

/** What the events of every guard are, by the word behind its name. */
const words = {
  Sampled: { summary: 'A reading was taken and judged by its limits.', data: sample, maxBytes: 32 },
  ReadFailed: { summary: 'Something could not be read.', data: failedRead, maxBytes: 16 },
  LevelChanged: { summary: 'The recorded level changed.', data: levelChange, maxBytes: 16 },
  Forgotten: {
    summary: 'A subject was forgotten: it does not come back, and blocks nothing any more.',
    data: forgotten,
    maxBytes: 16,
  },
  DaySummarised: {
    summary: 'A UTC day of a subject is over; this is what is kept of it for ever.',
    data: daySummary,
    maxBytes: 64,
  },
  DetailExpired: {
    summary: 'The readings of a day are about to expire, and what is finer than a day is let go.',
    data: detailExpired,
    maxBytes: 16,
  },
} as const

export type GuardWord = keyof typeof words
type DataOf<W extends GuardWord> = Of<(typeof words)[W]['data']>

/** An event of any guard. */
export type GuardEvent<W extends GuardWord = GuardWord> = W extends GuardWord
  ? DomainEvent<`${string}.${W}`, DataOf<W>>
  : never
export type GuardObservation = GuardEvent<'Sampled' | 'ReadFailed'>

/** The words behind a guard's name. */
const guardWords = Object.keys(words) as readonly GuardWord[]

/** The events of one guard. */
export function guardEvents(guard: string): Readonly<Record<string, EventSpec>> {
  return Object.fromEntries(
    guardWords.map(word => {
      const { type, spec } = declare(guard, word)
      return [type, spec]
    }),
  )
}

/** How an event of this word is read, whichever guard's it is; undefined: it is none of a guard. */
export function guardEventSpec(type: string): EventSpec | undefined {
  const [guard = '', word = ''] = type.split('.')
  if (!isWord(word)) return undefined
  const known = specs.get(word) ?? declare(guard, word).spec
  specs.set(word, known)
  return known
}

const specs = new Map<GuardWord, EventSpec>()

function declare(guard: string, word: GuardWord): EventDeclaration {
  const { summary, data, maxBytes } = words[word]
  const shaped: Omit<Parameters<typeof defineEvent>[0], 'type'> = {
    ...{ summary, data, maxBytes: maxBytes * 1_024 },
  }
  return defineEvent({ type: `${guard}.${word}`, ...shaped })
}

function isWord(word: string): word is GuardWord {
  return Object.hasOwn(words, word)
}

/** Names an event of a guard. */
export function guardEvent<W extends GuardWord>(
  guard: string,
  word: W,
  data: DataOf<W>,
): DomainEvent<`${string}.${W}`, DataOf<W>> {
  return { type: `${guard}.${word}`, data }
}

/** Tells whether an event is of this word. */
export function isOf<W extends GuardWord>(
  event: Recorded,
  ...wanted: readonly W[]
): event is Recorded<GuardEvent<W>> {
  return wanted.some(word => event.type.endsWith(`.${word}`))
}
