import { interpolate, type Lookup } from './interpolate.ts'
import { type Place, type ReadText, unreadable } from './source.ts'

interface EnvRequest {
  /** Absolute paths; later files win over earlier ones. */
  readonly files: readonly string[]
  /** Where they are asked for, when a file does. */
  readonly askedAt?: Place
  /** What wins over all of them. */
  readonly outside: Lookup
}

/** The variables that Compose would see: those outside, then those of the env files. */
export function loadEnv({ files, askedAt, outside }: EnvRequest, read: ReadText): Lookup {
  let values: ReadonlyMap<string, string> = new Map()
  for (const file of files) {
    const text = read(file)
    if (text === undefined)
      throw unreadable(askedAt ?? { file, line: 1 }, `there is no env file ${file}`)
    values = parseEnvFile(file, text, { outside, above: values })
  }
  return name => outside(name) ?? values.get(name)
}

interface Surroundings {
  readonly outside: Lookup
  /** Variables of the files before this one. */
  readonly above: ReadonlyMap<string, string>
}

interface Statement {
  readonly name: string
  /** Undefined where the name stands alone: the variable keeps what it has. */
  readonly value: string | undefined
  readonly rest: string
}

/**
 * Reads an env file as Compose does: `NAME=value` or `NAME: value`, `export` before it, comments, quotes over several lines.
 * Unquoted and double-quoted values are interpolated, with what is outside first and then what stands above. Answers all
 * variables so far.
 */
export function parseEnvFile(
  file: string,
  text: string,
  { outside, above }: Surroundings,
): ReadonlyMap<string, string> {
  const values = new Map(above)
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const lookup: Lookup = name => outside(name) ?? values.get(name)
  let rest = skipBlank(source)
  while (rest !== '') {
    const line = source.slice(0, source.length - rest.length).split('\n').length
    const statement = readStatement(rest, { file, line, lookup })
    const value = statement.value ?? outside(statement.name)
    if (value !== undefined) values.set(statement.name, value)
    rest = skipBlank(statement.rest)
  }
  return values
}

interface Context {
  readonly file: string
  readonly line: number
  readonly lookup: Lookup
}

function skipBlank(text: string): string {
  return text.replace(/^(?:\s+|#[^\n]*)+/, '')
}

function readStatement(text: string, context: Context): Statement {
  const found = /^(?:export[^\S\n]+)?([^\s=:]+)[^\S\n]*(?:([=:])[^\S\n]*|(?=\n|$))/.exec(text)
  const [head = '', name = '', mark] = found ?? []
  if (!/^[\p{L}\p{N}_.[\]-]+$/u.test(name)) {
    const line = text.split('\n', 1)[0] ?? ''
    throw unreadable(context, `${line} sets no variable: write NAME=value`)
  }
  const rest = text.slice(head.length)
  if (mark === undefined) return { name, value: undefined, rest }
  return { name, ...readValue(rest, context) }
}

function readValue(text: string, context: Context): Omit<Statement, 'name'> {
  const quote = text[0]
  if (quote !== '"' && quote !== "'") return readPlain(text, context)
  const body = /^(["'])((?:\\.|(?!\1)[^\\])*)\1/s.exec(text)
  if (!body) throw unreadable(context, `the quote ${quote} is not closed`)
  const [whole, , inside = ''] = body
  const unquoted = inside.replaceAll(`\\${quote}`, quote)
  const value = quote === '"' ? substitute(unescape(unquoted), context) : unquoted
  return { value, rest: text.slice(whole.length) }
}

function readPlain(text: string, context: Context): Omit<Statement, 'name'> {
  const [line = ''] = text.split('\n', 1)
  const [value = ''] = line.split(' #', 1)
  return { value: substitute(value.trimEnd(), context), rest: text.slice(line.length) }
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  c: '\\c',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
  '"': '"',
  '\\': '\\',
}

function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:([abcfnrtv$"\\])|0([0-7]{3}))/g,
    (whole, letter?: string, octal?: string) =>
      octal === undefined
        ? (escapes[letter ?? ''] ?? whole)
        : String.fromCharCode(parseInt(octal, 8)),
  )
}

function substitute(text: string, { file, line, lookup }: Context): string {
  const result = interpolate(text, lookup)
  if (result.kind === 'malformed')
    throw unreadable(
      { file, line },
      `${result.part} is no variable: write \${NAME}, or $$ for a dollar`,
    )
  const demanded = result.missing.find(({ demand }) => demand !== null)
  if (demanded)
    throw unreadable({ file, line }, `${demanded.variable} is not set: ${demanded.demand}`)
  return result.text
}
