import {
  Copy,
  DockerfileParser,
  From,
  Onbuild,
  Run,
  type Flag,
  type Instruction,
} from 'dockerfile-ast'
import type { Interpolated } from '../compose/interpolate.ts'
import { unreadable } from '../compose/unreadable.ts'
import type { ImageRole, ImageUse } from '../image-use.ts'
import { contextName } from './context-name.ts'
import type { DockerfileSource } from './dockerfile-source.ts'
import { globalArguments } from './global-arguments.ts'

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
