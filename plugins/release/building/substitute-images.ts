import { composeImages } from './compose-images.ts'
import { textOf } from './release-env.ts'
import type { ReleasePlan } from './plan-release.ts'

/** The compose file of a plan with every image spelled out. */
export function substituteImages({ commit, images }: ReleasePlan): string {
  return composeImages(commit.compose).reduceRight((text, { service, start, end }) => {
    const image = images.find(({ services }) => services.includes(service))
    return image ? `${text.slice(0, start)}${textOf(image)}${text.slice(end)}` : text
  }, commit.compose)
}
