/** What turns text around, or is there and not seen, beside lines and tabs: what messages to people do not carry either. */
const unseen = /(?![\n\r\t])[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff]/gu
// Most answers hold none of it, and are not gone through: what is escaped, or stands there as it is.
const mayHold = /\\[bfu]|[\u007f-\u009f\p{Bidi_Control}\u200b\u2060\ufeff]/u

/**
 * Reads an answer. What somebody wrote so that the text beside it is read in another order, or not at all, shows as `\uFFFD`: a name is to change
 * no sentence that is approved. Throws when it is no JSON.
 */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return mayHold.test(text) ? plain(value) : value
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(unseen, '\uFFFD')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  // Names too: a value is found by what another field says that it is called.
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [String(plain(name)), plain(of)]),
  )
}
