import { unreadable, type Place } from '../compose/source.ts'

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In lower case. */
  readonly name: string
  /** What stands before the arguments, without dashes and quotes: `from=build`. */
  readonly flags: readonly string[]
  readonly args: string
  /** From 0. */
  readonly line: number
  /** The lines that it is written in. */
  readonly written: readonly string[]
}

/** A Dockerfile as BuildKit takes it apart. */
export interface ReadDockerfile {
  readonly instructions: readonly Instruction[]
  readonly escape: string
  /** The image that it is read with, where it names one. */
  readonly syntax: { readonly image: string; readonly line: number } | undefined
}

const names = new Set([
  ...['add', 'arg', 'cmd', 'copy', 'entrypoint', 'env', 'expose', 'from', 'healthcheck', 'label'],
  ...['maintainer', 'onbuild', 'run', 'shell', 'stopsignal', 'user', 'volume', 'workdir'],
])

/** Takes a Dockerfile apart; DECKLOG_INPUT_UNREADABLE for what BuildKit would not build. */
export function readDockerfile(text: string, start: Place): ReadDockerfile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(line => line.replace(/\r$/, ''))
  const syntax = findSyntax(lines)
  const escape = findDirectives(lines, '#').find(({ name }) => name === 'escape')?.value ?? '\\'
  if (escape !== '\\' && escape !== '`')
    throw unreadable(start, `the escape character ${escape} is neither \\ nor \``)
  const instructions = readInstructions(lines, { escape, start, syntax })
  checkOrder(instructions, start)
  return { instructions, escape, syntax }
}

interface Directive {
  readonly name: string
  readonly value: string
  readonly line: number
}

const directiveNames = ['syntax', 'escape', 'check']

/** The directives at the head of a file; the first line that is none ends them. */
function findDirectives(lines: readonly string[], comment: '#' | '//'): readonly Directive[] {
  const found: Directive[] = []
  const first = lines[0]?.startsWith('#!') ? 1 : 0
  for (const [index, text] of lines.entries()) {
    if (index < first) continue
    if (!text.startsWith(comment)) break
    const written = /^([a-z][a-z0-9]*)\s*=\s*(.+?)\s*$/i.exec(
      text.slice(comment.length).trimStart(),
    )
    const [, name = '', value = ''] = written ?? []
    if (!directiveNames.includes(name.toLowerCase())) break
    found.push({ name: name.toLowerCase(), value, line: index })
  }
  return found
}

// As BuildKit looks for it: behind `#`, else behind `//`, else as a key of JSON.
function findSyntax(lines: readonly string[]): ReadDockerfile['syntax'] {
  for (const comment of ['#', '//'] as const) {
    const found = findDirectives(lines, comment).find(({ name }) => name === 'syntax')
    if (found) return { image: found.value.split(' ', 1)[0] ?? '', line: found.line }
  }
  try {
    const value: unknown = Reflect.get(Object(JSON.parse(lines.join('\n'))), 'syntax')
    return typeof value === 'string' ? { image: value, line: 0 } : undefined
  } catch {
    return undefined
  }
}

interface Reading extends Pick<ReadDockerfile, 'escape' | 'syntax'> {
  readonly start: Place
}

function readInstructions(
  lines: readonly string[],
  { escape, start, syntax }: Reading,
): readonly Instruction[] {
  const instructions: Instruction[] = []
  const goesOn = new RegExp(`(^|[^\\${escape}])\\${escape}[ \\t]*$`)
  const isComment = (line: string, index: number): boolean =>
    line.trimStart().startsWith('#') || (index === syntax?.line && line.startsWith('//'))
  for (let index = 0; index < lines.length;) {
    const line = index
    let logical = ''
    for (let more = true; more && index < lines.length; index += 1) {
      const next = lines[index] ?? ''
      if (isComment(next, index) || next.trim() === '') {
        more = logical !== ''
        continue
      }
      more = goesOn.test(next)
      logical += more ? next.replace(goesOn, '$1') : next
    }
    if (logical.trim() === '') continue
    const at = { file: start.file, line: start.line + line }
    const written = lines.slice(line, index)
    const instruction = { ...split(logical.trim(), { escape, at }), line, written }
    index = skipHeredocs(lines, index, { instruction, at })
    instructions.push(instruction)
  }
  return instructions
}

interface Where {
  readonly escape: string
  readonly at: Place
}

function split(text: string, { escape, at }: Where): Omit<Instruction, 'line' | 'written'> {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? []
  const name = word.toLowerCase()
  if (!names.has(name)) throw unreadable(at, `${word} is no instruction of a Dockerfile`)
  return { name, ...readFlags(rest, escape) }
}

// Quotes and escapes are taken away here, as nothing does it later.
function readFlags(text: string, escape: string): Pick<Instruction, 'flags' | 'args'> {
  const flags: string[] = []
  let rest = text
  while (rest.startsWith('--')) {
    const form = escape === '`' ? /^(?:`.|"[^"]*"|'[^']*'|\S)*/s : /^(?:\\.|"[^"]*"|'[^']*'|\S)*/s
    const [whole = ''] = form.exec(rest) ?? []
    rest = rest.slice(whole.length).trimStart()
    if (whole === '--') break
    const plain = whole.slice(2).replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2')
    flags.push(plain.replaceAll(escape === '`' ? /`(.)/gs : /\\(.)/gs, '$1'))
  }
  return { flags, args: rest }
}

const heredocs = /(?<=^|\s)\d*<<(-?)(["']?)([^<"'\s]+)\2(?=\s|$)/g

// What stands in them is the shell's, or a file's.
function skipHeredocs(
  lines: readonly string[],
  from: number,
  { instruction, at }: { readonly instruction: Instruction; readonly at: Place },
): number {
  if (!['add', 'copy', 'run', 'onbuild'].includes(instruction.name)) return from
  let index = from
  for (const [, dash, , end] of instruction.args.matchAll(heredocs)) {
    const isEnd = (line: string): boolean => (dash ? line.replace(/^\t+/, '') : line) === end
    const found = lines.findIndex((line, number) => number >= index && isEnd(line))
    if (found < 0) throw unreadable(at, `the text that begins with <<${end} has no end`)
    index = found + 1
  }
  return index
}

function checkOrder(instructions: readonly Instruction[], start: Place): void {
  const place = (line: number): Place => ({ file: start.file, line: start.line + line })
  const first = instructions.find(({ name }) => name !== 'arg')
  if (!first) throw unreadable(start, 'it has no FROM: it is no Dockerfile')
  if (first.name !== 'from')
    throw unreadable(place(first.line), `${first.name.toUpperCase()} stands before any FROM`)
}
