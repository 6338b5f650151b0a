import type { Missing } from '../compose/interpolate.ts'
import type { ImageUse, Sighting } from '../image-use.ts'
import { parseReference } from '../reference/parse-reference.ts'
import { referenceProblems } from '../reference/reference-problem.ts'
import type { Finding } from './finding.ts'
import { judgeReference, type Fault } from './judge-reference.ts'
import type { Policy } from './policy.ts'

/** Judges one place where an image is used. */
export function judgeSighting(sighting: Sighting, policy: Policy): readonly Finding[] {
  const { service, text, place } = sighting
  return faultsOf(sighting, policy).map(fault => ({ ...place, service, reference: text, ...fault }))
}

function faultsOf(sighting: Sighting, policy: Policy): readonly Fault[] {
  switch (sighting.kind) {
    case 'use':
      return judgeUse(sighting, policy)
    case 'unnamed':
      return [
        {
          rule: 'unnamed-image',
          message: 'It is built and has no name, so nobody can tell which build runs.',
          fix: 'Give the service an `image` with the tag of its release.',
          waiving: 'possible',
        },
      ]
    case 'remote':
      return [
        {
          rule: 'remote-build',
          message: 'It is built from what lies elsewhere and cannot be judged here.',
          fix: 'Build from a checkout, or run an image that was released.',
          waiving: 'possible',
        },
      ]
  }
}

function judgeUse(use: ImageUse, policy: Policy): readonly Fault[] {
  const [missing] = use.missing
  if (missing) return [unset(use, missing)]
  const parsed = parseReference(use.text)
  if (parsed.kind === 'valid') return judgeReference(parsed.reference, policy)
  return [{ rule: 'invalid-reference', ...referenceProblems[parsed.problem], waiving: 'possible' }]
}

function unset({ role }: ImageUse, { variable, demand }: Missing): Fault {
  return {
    rule: 'unset-variable',
    message: `${variable} is not set${demand ? `: ${demand}` : ''}.`,
    fix:
      role === 'build_from'
        ? `Declare ARG ${variable} before the first FROM, with a default or set by the build.`
        : `Set ${variable} in the environment or in an env file.`,
    waiving: 'possible',
  }
}
