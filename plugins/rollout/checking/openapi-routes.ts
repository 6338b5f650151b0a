import { shownUrl } from '../../../core/plugin-api.ts'
import type { RequiredRoute } from '../target-config.ts'
import type { Check, Finding } from './check.ts'

const mostBytes = 4 * 1024 * 1024

/** Looks whether the live OpenAPI document of a target has the operations it must have. */
export const openapiRoutes: Check = {
  name: 'openapi_routes',
  applies: ({ openapi }) => openapi !== undefined,
  async run({ host, target: { openapi }, signal }) {
    if (!openapi) return { verdict: 'skipped', detail: 'No document is configured.' }
    const { url, routes } = openapi
    const shown = shownUrl(url)
    const from = { source: 'configuration', share: 'rollout' } as const
    const request = { url, maxBytes: mostBytes, signal, ...from }
    const answer = await host.outbound.request(request)
    if (answer.outcome === 'failed')
      return { verdict: 'error', detail: `${shown}: ${answer.message}`, shows: 'no_answer' }
    const unwell = (detail: string): Finding => ({ verdict: 'failed', detail, shows: 'not_well' })
    if (answer.status !== 200) return unwell(`${shown} answers ${answer.status} and not 200`)
    const missing = missingRoutes(answer.body, routes)
    if (missing === undefined) return unwell(`${shown} answers no OpenAPI document`)
    if (missing.length === 0)
      return { verdict: 'passed', detail: `All ${routes.length} routes are there.` }
    return { verdict: 'failed', detail: `Missing: ${missing.map(nameOf).join(', ')}` }
  },
}

/** The routes that a document does not have; undefined when it is none. */
export function missingRoutes(
  body: string,
  routes: readonly RequiredRoute[],
): readonly RequiredRoute[] | undefined {
  const paths = pathsOf(body)
  if (!paths) return undefined
  return routes.filter(({ method, path }) => {
    const item: unknown = Reflect.get(paths, path)
    return typeof item !== 'object' || item === null || !Object.hasOwn(item, method)
  })
}

function pathsOf(body: string): object | undefined {
  try {
    const paths: unknown = Reflect.get(Object(JSON.parse(body)), 'paths')
    return typeof paths === 'object' && paths !== null ? paths : undefined
  } catch {
    return undefined
  }
}

function nameOf({ method, path }: RequiredRoute): string {
  return `${method.toUpperCase()} ${path}`
}
