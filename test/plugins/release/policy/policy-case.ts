import { dirname, join } from 'node:path/posix'
import { checkFiles } from '../../../../plugins/release/policy/checking/check-files.ts'
import { shortPath } from '../../../../plugins/release/policy/checking/report-lines.ts'
import type { ReadText } from '../../../../plugins/release/policy/compose/source.ts'
import type { Waiver } from '../../../../plugins/release/policy/judging/policy-config.ts'

/** One row of the table: files, and what is found in them. */
export interface PolicyCase {
  readonly title: string
  /** By path below the project's folder. */
  readonly files: Readonly<Record<string, string>>
  /** Which of them are named; default: `compose.yml`. */
  readonly compose?: readonly string[]
  readonly envFiles?: readonly string[]
  readonly dockerfiles?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly ownDigests?: 'required'
  readonly waivers?: readonly Waiver[]
  /** `file:line service rule reference`; a waived one ends in `waived`. None: the policy is met. */
  readonly finds: readonly string[]
}

export const sha256 = `sha256:${'a'.repeat(64)}`
export const ownTag = '3f9c2b7a1d5e-20260101t120000z'
export const own = `ghcr.io/acme/decklog/backend:${ownTag}`
const now = new Date('2026-06-15T12:00:00.000Z')

const root = '/project'

/** Reads from files held in memory. */
function readFrom(files: Readonly<Record<string, string>>): ReadText {
  return path => files[shortPath(path, root)]
}

/** What is found in the files of a case, a line each. */
export function findingsOf(given: PolicyCase): readonly string[] {
  const { files, compose = ['compose.yml'], envFiles = [], dockerfiles = [] } = given
  const names = compose.map(name => join(root, name))
  const report = checkFiles(
    {
      files: names,
      envFiles: envFiles.map(name => join(root, name)),
      dockerfiles: dockerfiles.map(name => join(root, name)),
      folder: dirname(names[0] ?? root),
      environment: given.env ?? {},
      config: {
        ownImages: ['backend', 'ghcr.io/acme/decklog'],
        floatingTags: [],
        waivers: given.waivers ?? [],
      },
      ownDigests: given.ownDigests ?? 'optional',
      now,
    },
    readFrom(files),
  )
  return report.findings.map(({ file, line, service, rule, reference, waiver }) =>
    [
      `${shortPath(file, root)}:${line}`,
      service ?? '-',
      rule,
      reference || '-',
      ...(waiver ? ['waived'] : []),
    ].join(' '),
  )
}

/** A Compose file of one service `app` with this image. */
export function withImage(image: string): Readonly<Record<string, string>> {
  return { 'compose.yml': `services:\n  app:\n    image: ${image}\n` }
}
