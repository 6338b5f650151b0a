const mostCharacters = 4_000

const secrets = [
  // user:password@ of a URL
  /(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
  /(?<=\b(?:password|passwd|secret|token|api[-_]?key|authorization)["']?\s*[:=]\s*["']?)(?:Bearer\s+)?[^\s"',;]+/gi,
  /\b(?:ghp|gho|ghs|github_pat|glpat|xox[abp]|dlk)_?[-_A-Za-z0-9]{16,}/g,
]

/** The end of what a program said, with what looks like a secret, and the values of `known`, hidden. */
export function redact(output: string, known: readonly string[]): string {
  const named = known.filter(value => value.length >= 8)
  const plain = named.reduce((text, value) => text.replaceAll(value, '[hidden]'), output)
  const hidden = secrets.reduce((text, pattern) => text.replace(pattern, '[hidden]'), plain)
  // Postgres keeps no NUL in text.
  return hidden.replaceAll('\0', '').trim().slice(-mostCharacters)
}
