import type { Environment } from '../config/read-environment.ts'

const named = /pass(?:word|wd|phrase)?|secret|token|auth|credential|community|api[-_]?key|key$/i

/** Values of the environment whose names say that they are secret. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => /(TOKEN|SECRET|PASSWORD|PASSWD|KEY|CREDENTIAL)/i.test(name))
    .map(([, value]) => value ?? '')
}

/**
 * Arguments of a program that are secret by their option: `--password X`, `--token=X`, `-p X`; and the password of `user:password`. A
 * short option's value counts unless it is a number or a path: `-p` is a port of some programs and a password of others.
 */
export function secretsInArguments(argv: readonly string[]): readonly string[] {
  return argv.flatMap((argument, index) => {
    const { option, value } = /^(?<option>--[\w-]+)=(?<value>.*)$/s.exec(argument)?.groups ?? {}
    if (option !== undefined) return named.test(option) ? partsOf(value ?? '') : []
    const next = argv[index + 1] ?? ''
    if (/^--/.test(argument)) return named.test(argument) && !/^-/.test(next) ? partsOf(next) : []
    if (/^-[pPA]$/.test(argument)) return /^(?:-|\/|[\d.,:%~@]+$)/.test(next) ? [] : partsOf(next)
    return argument === '-a' && next.includes(':') ? partsOf(next) : []
  })
}

function partsOf(value: string): readonly string[] {
  const password = value.slice(value.indexOf(':') + 1)
  return password === value ? [value] : [value, password]
}

const hidden = '[hidden]'

const patterns = [
  // user:password@ of a URL
  /(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
  /(?<=\b(?:password|passwd|secret|token|api[-_]?key|authorization)["']?\s*[:=]\s*["']?)(?:Bearer\s+)?[^\s"',;]+/gi,
  /\b(?:ghp|gho|ghs|github_pat|glpat|xox[abp]|dlk)_?[-_A-Za-z0-9]{16,}/g,
]

/** What a program said, with what looks like a secret hidden, and the values of `known` that are of at least so many characters. */
export function redact(
  output: string,
  known: readonly string[],
  { fewest = 8 }: { readonly fewest?: number } = {},
): string {
  const longestFirst = known
    .filter(value => value.length >= fewest)
    .toSorted((a, b) => b.length - a.length)
  const plain = longestFirst.reduce((text, value) => text.replaceAll(value, hidden), output)
  return patterns.reduce((text, pattern) => text.replace(pattern, hidden), plain)
}
