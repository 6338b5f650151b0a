import { unreadable, type Place } from '../compose/source.ts'
import type { ImageRole, ImageUse } from '../image-use.ts'
import { contextName } from '../reference/parse-reference.ts'
import { expandWord, type Expansion, type Value } from './expand-word.ts'
import { readDockerfile, type Instruction, type ReadDockerfile } from './read-dockerfile.ts'

/** A Dockerfile, and what a build gives it. */
export interface DockerfileSource {
  readonly text: string
  /** Where its first line is. */
  readonly start: Place
  readonly service: string | null
  /** Build arguments that are set. */
  readonly args: ReadonlyMap<string, Value>
  /** Named contexts, which stand in for images of these names. */
  readonly contexts: ReadonlySet<string>
  /** The stage that is built; the last when it is left out. */
  readonly target?: string | undefined
}

interface Named {
  readonly role: ImageRole
  readonly text: string
  /** From 0. */
  readonly line: number
}

/**
 * Every image that a Dockerfile takes something from: `FROM`, `COPY --from`, `RUN --mount=from`, the same under `ONBUILD`, and
 * the syntax it is read with. Stages, named contexts and `scratch` are none. All stages count, whichever is built.
 */
export function findDockerfileImages(source: DockerfileSource): readonly ImageUse[] {
  const dockerfile = readDockerfile(source.text, source.start)
  const expansion = globalArguments(dockerfile, source)
  const stages: (string | undefined)[] = []
  const uses = syntaxOf(dockerfile).map(syntax => toUse(syntax, source))
  for (const instruction of dockerfile.instructions) {
    const from = instruction.name === 'from' ? readFrom(instruction, source) : undefined
    const named = from ? [from.image] : namesIn(instruction, source)
    const filled = named.map(one => fillNamed(one, expansion, source))
    uses.push(...filled.filter(use => isImage(use, stages, source.contexts)))
    if (from) stages.push(from.stage?.toLowerCase())
  }
  return uses
}

function syntaxOf({ syntax }: ReadDockerfile): readonly Named[] {
  return syntax ? [{ role: 'build_syntax', text: syntax.image, line: syntax.line }] : []
}

interface FromLine {
  readonly image: Named
  readonly stage: string | undefined
}

function readFrom({ args, line }: Instruction, source: DockerfileSource): FromLine {
  const [text = '', as, stage, ...more] = args.trim().split(/[\t\v\f\r ]+/)
  const isWhole = as === undefined || (as.toLowerCase() === 'as' && stage !== undefined)
  if (text === '' || !isWhole || more.length > 0)
    throw unreadable(placeOf(line, source), 'FROM names an image, and may name its stage with AS')
  return { image: { role: 'build_from', text, line }, stage }
}

function namesIn(
  { name, flags, args, line, written }: Instruction,
  source: DockerfileSource,
): readonly Named[] {
  if (name === 'onbuild') {
    const inner = readDockerfile(`FROM scratch\n${args}`, placeOf(line, source)).instructions
    return inner.slice(1).flatMap(one => namesIn({ ...one, line, written }, source))
  }
  // A flag may stand in a later line of its instruction.
  const lineOf = (text: string): number =>
    line +
    Math.max(
      written.findIndex(one => one.includes(text)),
      0,
    )
  if (name === 'copy')
    return valuesOf(flags, 'from').map(text => ({
      ...{ role: 'build_copy' as const, text, line: lineOf(text) },
    }))
  if (name !== 'run') return []
  return valuesOf(flags, 'mount')
    .flatMap(options => /(?:^|,)"?from=([^",]*)/i.exec(options)?.[1] ?? [])
    .map(text => ({ role: 'build_mount' as const, text, line: lineOf(text) }))
}

function valuesOf(flags: readonly string[], name: string): readonly string[] {
  const start = `${name}=`
  return flags
    .filter(flag => flag.toLowerCase().startsWith(start))
    .map(flag => flag.slice(start.length))
}

// Of all these only FROM knows variables.
function fillNamed(named: Named, expansion: Expansion, source: DockerfileSource): ImageUse {
  const use = toUse(named, source)
  if (named.role !== 'build_from') return use
  const filled = expandWord(named.text, expansion)
  if (filled.kind === 'malformed')
    throw unreadable(use.place, `${filled.part} is no variable that can be followed`)
  return { ...use, text: filled.text, missing: filled.missing }
}

function toUse({ role, text, line }: Named, source: DockerfileSource): ImageUse {
  const { service } = source
  return { kind: 'use', role, service, text, missing: [], place: placeOf(line, source) }
}

function placeOf(line: number, { start }: DockerfileSource): Place {
  return { file: start.file, line: start.line + line }
}

function isImage(
  { text, missing }: ImageUse,
  stages: readonly (string | undefined)[],
  contexts: ReadonlySet<string>,
): boolean {
  if (missing.length > 0) return true
  const isStage =
    stages.includes(text.toLowerCase()) || (/^\d+$/.test(text) && Number(text) < stages.length)
  return text !== 'scratch' && !isStage && !contexts.has(contextName(text))
}

// What BuildKit sets by itself, for the platform that most builds are for.
const automatic: Readonly<Record<string, string>> = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
  TARGETVARIANT: '',
}

/**
 * What `FROM` lines are filled in with: the arguments declared before the first of them, as the build sets them or with their
 * defaults. An argument that is not declared there has no value there, whatever the build sets.
 */
function globalArguments(
  { instructions, escape }: ReadDockerfile,
  { args: given, target = 'default' }: DockerfileSource,
): Expansion {
  const set = Object.entries({ ...automatic, TARGETSTAGE: target })
  const values = new Map(set.map(([name, text]): [string, Value] => [name, { text, missing: [] }]))
  const expansion: Expansion = { lookup: name => values.get(name), escape }
  const first = instructions.findIndex(({ name }) => name === 'from')
  for (const { name, args } of instructions.slice(0, Math.max(first, 0))) {
    if (name !== 'arg') continue
    for (const [word] of args.matchAll(/(?:\\.|"[^"]*"|'[^']*'|\S)+/gs)) {
      const [, variable = '', written] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? []
      const filled = written === undefined ? undefined : expandWord(written, expansion)
      const value = given.get(variable) ?? (filled?.kind === 'text' ? filled : undefined)
      if (value !== undefined) values.set(variable, { text: value.text, missing: value.missing })
    }
  }
  return expansion
}
