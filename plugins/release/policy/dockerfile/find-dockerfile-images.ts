import {
  Arg,
  Copy,
  type Dockerfile,
  DockerfileParser,
  type Flag,
  From,
  type Instruction,
  Onbuild,
  Run,
} from 'dockerfile-ast'
import { interpolate, type Interpolated } from '../compose/interpolate.ts'
import { type Place, unreadable } from '../compose/source.ts'
import type { ImageRole, ImageUse } from '../image-use.ts'
import { contextName } from '../reference/parse-reference.ts'

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
  const dockerfile = DockerfileParser.parse(source.text)
  const fill = globalArguments(dockerfile, source.args)
  const stages: (string | undefined)[] = []
  const uses = syntaxOf(dockerfile).map(syntax => toUse(syntax, source))
  for (const instruction of dockerfile.getInstructions()) {
    const filled = namesIn(instruction).map(named => fillNamed(named, fill, source))
    uses.push(...filled.filter(({ text }) => isImage(text, stages, source.contexts)))
    if (instruction instanceof From) stages.push(instruction.getBuildStage()?.toLowerCase())
  }
  return uses
}

function syntaxOf(dockerfile: ReturnType<typeof DockerfileParser.parse>): readonly Named[] {
  return dockerfile
    .getDirectives()
    .filter(directive => directive.getName().toLowerCase() === 'syntax')
    .map(directive => {
      const { line } = directive.getRange().start
      return { role: 'build_syntax', text: directive.getValue(), line }
    })
}

function namesIn(instruction: Instruction): readonly Named[] {
  if (instruction instanceof Onbuild) {
    const trigger = instruction.getTriggerInstruction()
    return trigger === null ? [] : namesIn(trigger)
  }
  if (instruction instanceof Copy) return namesInFlags(instruction.getFlags(), 'from', 'build_copy')
  if (instruction instanceof Run)
    return namesInFlags(instruction.getFlags(), 'mount', 'build_mount')
  const image = instruction instanceof From ? instruction.getImage() : null
  const { line } = instruction.getRange().start
  return image === null ? [] : [{ role: 'build_from', text: image, line }]
}

function namesInFlags(
  flags: readonly Flag[],
  name: 'from' | 'mount',
  role: ImageRole,
): readonly Named[] {
  return flags
    .filter(flag => flag.getName().toLowerCase() === name)
    .flatMap(flag => {
      const { line } = flag.getRange().start
      const value = flag.getValue() ?? ''
      const text = name === 'from' ? value : mountedFrom(value)
      return text === undefined ? [] : [{ role, text, line }]
    })
}

function mountedFrom(options: string): string | undefined {
  return /(?:^|,)"?from=([^",]*)/i.exec(options)?.[1]
}

// Of all these only FROM knows variables.
function fillNamed(
  named: Named,
  fill: (text: string) => Interpolated,
  source: DockerfileSource,
): ImageUse {
  const use = toUse(named, source)
  if (named.role !== 'build_from') return use
  const filled = fill(named.text)
  if (filled.kind === 'malformed')
    throw unreadable(use.place, `${filled.part} is no variable that can be followed`)
  return { ...use, text: filled.text, missing: filled.missing }
}

function toUse({ role, text, line }: Named, { service, start }: DockerfileSource): ImageUse {
  const place = { file: start.file, line: start.line + line }
  return { kind: 'use', role, service, text, missing: [], place }
}

function isImage(
  text: string,
  stages: readonly (string | undefined)[],
  contexts: ReadonlySet<string>,
): boolean {
  const isStage =
    stages.includes(text.toLowerCase()) || (/^\d+$/.test(text) && Number(text) < stages.length)
  return text !== 'scratch' && !isStage && !contexts.has(contextName(text))
}

// What BuildKit sets by itself, for the platform that most builds are for.
const automatic: readonly (readonly [string, string])[] = [
  ['BUILDPLATFORM', 'linux/amd64'],
  ['BUILDOS', 'linux'],
  ['BUILDARCH', 'amd64'],
  ['BUILDVARIANT', ''],
  ['TARGETPLATFORM', 'linux/amd64'],
  ['TARGETOS', 'linux'],
  ['TARGETARCH', 'amd64'],
  ['TARGETVARIANT', ''],
]

/**
 * Fills in what stands in `FROM` lines: the arguments declared before the first of them, as the build sets them or with their
 * defaults. An argument that is not declared there has no value there, whatever the build sets.
 */
function globalArguments(
  dockerfile: Dockerfile,
  given: ReadonlyMap<string, string>,
): (text: string) => Interpolated {
  const escape = `${dockerfile.getEscapeCharacter()}$`
  const values = new Map(automatic)
  const fill = (text: string): Interpolated =>
    interpolate(text, name => values.get(name), { escape })
  const instructions = dockerfile.getInstructions()
  const first = instructions.findIndex(instruction => instruction instanceof From)
  for (const instruction of instructions.slice(0, Math.max(first, 0))) {
    if (!(instruction instanceof Arg)) continue
    for (const property of instruction.getProperties()) {
      const written = property.getValue()
      const filled = written === null ? undefined : fill(written)
      const value =
        given.get(property.getName()) ?? (filled?.kind === 'text' ? filled.text : undefined)
      if (value !== undefined) values.set(property.getName(), value)
    }
  }
  return fill
}

/** A Dockerfile, and what a build gives it. */
export interface DockerfileSource {
  readonly text: string
  /** Where its first line is. */
  readonly start: Place
  readonly service: string | null
  /** Build arguments that are set. */
  readonly args: ReadonlyMap<string, string>
  /** Named contexts, which stand in for images of these names. */
  readonly contexts: ReadonlySet<string>
}
