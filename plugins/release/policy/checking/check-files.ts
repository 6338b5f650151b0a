import { findImages } from '../compose/find-images.ts'
import { loadProject, type ProjectRequest } from '../compose/load-project.ts'
import { type ReadText, unreadable } from '../compose/source.ts'
import { findDockerfileImages } from '../dockerfile/find-dockerfile-images.ts'
import type { Sighting } from '../image-use.ts'
import { applyWaivers, type Waived } from '../judging/apply-waivers.ts'
import { judgeSighting } from '../judging/judge-sighting.ts'
import type { Policy, PolicyConfig } from '../judging/policy-config.ts'

/** What is checked, and by what. */
export interface CheckRequest extends ProjectRequest {
  /** Dockerfiles that no Compose file names; absolute. */
  readonly dockerfiles: readonly string[]
  readonly config: PolicyConfig
  readonly ownDigests: Policy['ownDigests']
  readonly now: Date
}

/** What was found. */
export interface CheckReport extends Waived {
  /** How many uses of images were judged. */
  readonly uses: number
  /** How many of them are of the project of the Compose files; null without one. */
  readonly ofProject: number | null
}

/** Judges every image that Compose files and Dockerfiles use. Throws DECKLOG_INPUT_UNREADABLE. */
export function checkFiles(request: CheckRequest, read: ReadText): CheckReport {
  const { files, dockerfiles, config, ownDigests, now } = request
  const ofProject = files.length > 0 ? findImages(loadProject(request, read), read) : null
  const sightings: readonly Sighting[] = [
    ...(ofProject ?? []),
    ...dockerfiles.flatMap(file => readDockerfile(file, read)),
  ]
  const { ownImages, floatingTags: floatingWords, waivers } = config
  const findings = sightings.flatMap(sighting =>
    judgeSighting(sighting, { ownImages, floatingWords, ownDigests }),
  )
  return {
    ...applyWaivers(findings, waivers, now),
    uses: sightings.length,
    ofProject: ofProject?.length ?? null,
  }
}

function readDockerfile(file: string, read: ReadText): readonly Sighting[] {
  const text = read(file)
  const start = { file, line: 1 }
  if (text === undefined) throw unreadable(start, 'there is no such file')
  return findDockerfileImages({ text, start, service: null, args: new Map(), contexts: new Set() })
}
