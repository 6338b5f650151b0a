/** The line for `curl` that reads a path; the token is that of the shell, as the command line takes it. */
export function curlOf(origin: string, path: string): string {
  return `curl -sS -H "Authorization: Bearer $DECKLOG_TOKEN" ${quoted(`${origin}${path}`)}`
}

/** A word of a command line, quoted where a shell would read it otherwise. */
export function quoted(word: string): string {
  if (/^[\w./:@%+,-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}
