/** The line for `curl` that reads a path; the token is that of the shell, as the command line takes it. */
export function curlOf(origin: string, path: string): string {
  return `curl -sS -H "Authorization: Bearer $DECKLOG_TOKEN" ${quoted(`${origin}${path}`)}`
}

/** A word of a command line, quoted where a shell would read it otherwise. */
export function quoted(word: string): string {
  if (/^[\w./:@%+,-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command that reads, as of a moment of the past; null: now. */
export function commandAsOf(command: string, moment: string | null): string {
  return moment === null ? command : `${command} --as-of ${quoted(moment)}`
}

/** A path and query that read, as of a moment of the past; null: now. */
export function pathAsOf(path: string, moment: string | null): string {
  if (moment === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ as_of: moment }).toString()}`
}
