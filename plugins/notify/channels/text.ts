import type { Message, MessageSeverity, ToldAlarm } from './message.ts'

// What is not seen, or turns the direction of what follows: it has no place in a notice.
const unseen = /(?!\n)[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff]/gu

// Beside blanks: what is drawn as nothing, and the blank of Braille.
const drawn = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Tells whether a text shows anything: receivers refuse what is empty, and nobody reads it. */
export function shows(text: string): boolean {
  return drawn.test(text)
}

/** Foreign text of at most so many characters (UTF-16), without what is not seen. */
export function bounded(text: string, most: number): string {
  const seen = text.replace(/\r\n?/g, '\n').replace(unseen, ' ').toWellFormed()
  if (seen.length <= most) return seen
  return `${seen
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`
}

/** The same on one line. */
export function oneLine(text: string, most: number): string {
  return bounded(text.replace(/\s+/g, ' ').trim(), most)
}

/** Text of at most so many bytes of UTF-8. */
export function boundedBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  const cut = Buffer.from(text)
    .subarray(0, most - Buffer.byteLength('…'))
    .toString()
  return `${cut.replace(/\uFFFD$/, '')}…`
}

/** As the console marks them: a shape each, so that no colour is needed. */
export const shapeOf: Record<MessageSeverity, string> = { critical: '◆', warning: '▲', ok: '●' }

/** The same colours as the console has, as numbers of RGB. */
export const colourOf: Record<MessageSeverity, number> = {
  critical: 0xb42318,
  warning: 0x865600,
  ok: 0x1b7048,
}

/** `2026-01-01 00:00 UTC`. */
function momentOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Whom an alarm is for, by their names: `alice, bob`. */
export function peopleOf(alarms: readonly ToldAlarm[]): string {
  const named = alarms.flatMap(({ people }) => people).map(one => one.replace(/^person:/, ''))
  return [...new Set(named)].slice(0, 20).join(', ')
}

/** What stands under a message: whom it is for, since when it is so, who says so, and whether it may be a repeat. */
export function footerOf({ alarms, at, node, repeat }: Message): string {
  const people = peopleOf(alarms)
  const [only] = alarms.length === 1 ? alarms : []
  const parts = [
    people === '' ? '' : `for ${people}`,
    only?.since && only.state === 'raised' ? `since ${momentOf(only.since)}` : '',
    `Decklog on ${node}, ${momentOf(at)}`,
    repeat === 'possible' ? 'this may have arrived before' : '',
  ]
  return parts.filter(part => part !== '').join(' · ')
}

/** Of several alarms a line each, as many as there is room for, and how many more there are; of one none: its sentence says it. */
export function linesOf(alarms: readonly ToldAlarm[], most: number): readonly string[] {
  if (alarms.length < 2) return []
  const lines = alarms.slice(-most).map(({ severity, text }) => `${shapeOf[severity]} ${text}`)
  return alarms.length > most ? [...lines, `and ${alarms.length - most} more`] : lines
}
