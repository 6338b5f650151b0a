import Joi from 'joi'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunProgram } from '../../../core/plugin-api.ts'
import type { Commit } from './commit.ts'
import { runOrFail } from './inspect-image.ts'
import type { OwnImage } from './plan-release.ts'

/** One build of one image. */
export interface Build {
  readonly build: OwnImage
  readonly reference: string
  readonly commit: Commit
  readonly platforms: string
  /** `keep` leaves the result where it was built, so that its digest is known before anything is published. */
  readonly result: 'keep' | 'push'
  readonly cwd: string
}

const hour = 3_600
const metadata = Joi.object<{ readonly 'containerimage.digest': string }>({
  'containerimage.digest': Joi.string().required(),
}).unknown()

/** Builds an image with everything in it as old as its commit, and answers the digest of its index. */
export async function buildImage(run: RunProgram, build: Build): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-build-'))
  try {
    const file = join(folder, 'metadata.json')
    const argv = ['docker', 'buildx', 'build', ...argumentsOf(build, file), '.'] as const
    const env = { SOURCE_DATE_EPOCH: String(build.commit.epochSeconds) }
    await runOrFail(run, { argv, env, timeoutSeconds: hour, cwd: build.cwd })
    const found: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Joi.attempt(found, metadata)['containerimage.digest']
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function argumentsOf(build: Build, metadataFile: string): readonly string[] {
  const { commit, platforms, reference, result } = build
  const notes = annotationsOf(commit)
  // An index is made for several platforms alone.
  const at = platforms.includes(',') ? 'index,manifest' : 'manifest'
  return [
    ...['--file', build.build.dockerfile, '--platform', platforms, '--tag', reference],
    ...notes.flatMap(note => ['--label', note]),
    ...notes.flatMap(note => ['--annotation', `${at}:${note}`]),
    ...['--build-arg', `SOURCE_DATE_EPOCH=${commit.epochSeconds}`],
    // An attestation says when it was made, and would make every build another one.
    ...['--provenance=false', '--sbom=false'],
    ...['--metadata-file', metadataFile],
    ...['--output', 'type=image,oci-mediatypes=true,rewrite-timestamp=true'],
    ...(result === 'push' ? ['--push'] : []),
  ]
}

function annotationsOf({ id, epochSeconds, source }: Commit): readonly string[] {
  const created = new Date(epochSeconds * 1_000).toISOString()
  return [
    `org.opencontainers.image.revision=${id}`,
    `org.opencontainers.image.created=${created}`,
    `org.opencontainers.image.source=${source}`,
  ]
}
