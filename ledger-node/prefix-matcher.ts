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
