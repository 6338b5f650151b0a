/** Tells what keeps a text out of our stores, as the sentence that names it goes on; undefined when nothing does. */
export function unkeepable(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain NUL'
  return text.isWellFormed() ? undefined : 'must be well-formed Unicode'
}

/** A text as our stores can keep it: at most so many characters, and neither NUL, which Postgres refuses, nor half a surrogate pair. */
export function keepable(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text
  return cut.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Tells whether a text is a UUID, whatever case it is written in. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** So many of something, in words: `1 event`, `3 events`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
