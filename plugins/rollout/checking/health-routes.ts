import type { HealthUrl } from '../config.ts'
import type { Check, CheckContext, Finding } from './check.ts'
import { lookAtUrl } from './look-at-url.ts'

/** Looks at every health URL of a target. */
export const healthRoutes: Check = {
  name: 'health_routes',
  applies: ({ health }) => health.length > 0,
  async run(context) {
    const looks = await lookAtAll(context.target.health, context)
    const bad = looks.filter(({ verdict }) => verdict !== 'passed')
    if (bad.length === 0)
      return {
        verdict: 'passed',
        detail: `${looks.length} of ${looks.length} URLs answer as they should.`,
      }
    const verdict = bad.some(one => one.verdict === 'failed') ? 'failed' : 'inconclusive'
    return { verdict, detail: bad.map(({ detail }) => detail).join('; ') }
  },
}

/** Looks at URLs, all at once. */
export function lookAtAll(
  urls: readonly HealthUrl[],
  { host, release, target, signal }: CheckContext,
): Promise<readonly (Finding & { readonly url: string })[]> {
  const { outbound } = host
  const timeoutMs = target.healthGate.timeout * 1_000
  const look = { outbound, commit: release?.commit ?? null, timeoutMs, signal }
  return Promise.all(urls.map(async one => ({ url: one.url, ...(await lookAtUrl(one, look)) })))
}
