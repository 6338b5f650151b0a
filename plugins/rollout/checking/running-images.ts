import type { Check, CheckContext } from './check.ts'
import { compareImages } from './compare-images.ts'
import { readReport } from './running-image.ts'

const mostBytes = 1024 * 1024

/** Looks whether a target runs the images of the release. */
export const runningImages: Check = {
  name: 'running_images',
  applies: ({ images }) => images !== undefined,
  async run(context) {
    const { release } = context
    if (!release) return { verdict: 'skipped', detail: 'No release is named.' }
    const report = await reportOf(context)
    if ('problem' in report) return { verdict: 'error', detail: report.problem }
    const running = readReport(report.value)
    if (!running)
      return { verdict: 'inconclusive', detail: 'What it runs is told in no known form.' }
    return compareImages(release.images, running)
  },
}

async function reportOf({
  host,
  target,
  reportedImages,
  signal,
}: CheckContext): Promise<{ readonly value: unknown } | { readonly problem: string }> {
  const url = target.images?.url
  if (url === undefined)
    return reportedImages === null
      ? { problem: 'Nobody has told what runs: decklog rollout verify asks.' }
      : { value: reportedImages }
  const request = { url, maxBytes: mostBytes, signal, source: 'configuration' } as const
  const answer = await host.outbound.request(request)
  if (answer.outcome === 'failed') return { problem: `${url}: ${answer.message}` }
  if (answer.status !== 200) return { problem: `${url} answers ${answer.status} and not 200` }
  try {
    return { value: JSON.parse(answer.body) }
  } catch {
    return { problem: `${url} does not answer JSON` }
  }
}
