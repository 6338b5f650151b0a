import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { ReleasePlan } from './plan-release.ts'
import { composeFile } from './read-commit.ts'
import { releaseEnv } from './release-env.ts'
import { substituteImages } from './substitute-images.ts'

/** What a release of this plan would publish and run: the variables, and the image lines as a unified diff. */
export function describePlan(plan: ReleasePlan): string {
  const { commit, now, images } = plan
  const patch = createTwoFilesPatch(
    `a/${composeFile}`,
    `b/${composeFile}`,
    commit.compose,
    substituteImages(plan),
    undefined,
    undefined,
    { context: 1, headerOptions: FILE_HEADERS_ONLY },
  )
  return [
    `# Commit ${commit.id}, built at ${now.toISOString()}\n`,
    releaseEnv(images),
    `\n${patch}`,
  ].join('')
}
