import type { Dockerfile } from 'dockerfile-ast'
import { Arg, From } from 'dockerfile-ast'
import { interpolate, type Interpolated } from '../compose/interpolate.ts'

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
export function globalArguments(
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
