import type { RunProgram } from '../../../core/programs/program.ts'
import { releaseIdOf } from '../release-id.ts'
import { describePlan } from './describe-plan.ts'
import { planRelease } from './plan-release.ts'
import { publishRelease } from './publish-release.ts'
import { readCommit } from './read-commit.ts'
import { releaseSettings } from './release-settings.ts'
import { releaseFiles, writeFiles } from './write-release.ts'

/** One run of the release builder. */
export interface ReleaseRequest {
  readonly mode: 'dry_run' | 'publish'
  readonly now: Date
  readonly env: Readonly<Record<string, string | undefined>>
  /** The root of the repository; the files of the release are written here. */
  readonly cwd: string
  /** Who or what runs this. */
  readonly builder: string
  readonly run: RunProgram
  readonly print: (text: string) => void
  readonly warn: (text: string) => void
}

/** Shows what a release of the checked out commit would be, or builds, pushes and writes it. */
export async function releaseImages(request: ReleaseRequest): Promise<void> {
  const { mode, now, env, cwd, run, print, warn } = request
  const settings = releaseSettings(env, mode)
  const commit = await readCommit(run, cwd)
  const plan = planRelease({ commit, now, registryImage: settings.REGISTRY_IMAGE })
  if (mode === 'dry_run') {
    if (commit.changes.length > 0)
      warn('The work tree differs from its commit: a release of it is refused.\n')
    print(describePlan(plan))
    return
  }
  const published = await publishRelease(run, {
    ...{ plan, cwd, builder: request.builder },
    platforms: settings.RELEASE_PLATFORMS,
    credentials: { username: settings.GHCR_USERNAME, token: settings.GHCR_TOKEN },
  })
  const files = releaseFiles(published)
  await writeFiles(cwd, files)
  for (const [name, text] of Object.entries(files)) print(`# ${name}\n${text.trimEnd()}\n`)
  print(`# release id\n${releaseIdOf(published.manifest)}\n`)
}
