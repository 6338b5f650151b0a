import { type Host, shownUrl } from '../../../core/plugin-api.ts'
import type { HealthUrl } from '../target-config.ts'
import { type Check, type CheckContext, type Finding, type Shown, shownOf } from './check.ts'

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
    return { verdict, detail: bad.map(({ detail }) => detail).join('; '), shows: shownBy(bad) }
  },
}

/** Looks at URLs of a target, all at once. */
export function lookAtAll(
  urls: readonly HealthUrl[],
  { host, release, target, signal }: CheckContext,
): Promise<readonly Seen[]> {
  const { outbound } = host
  const timeoutMs = target.healthGate.timeout * 1_000
  return lookAtUrls(urls, { outbound, commit: release?.commit ?? null, timeoutMs, signal })
}

// One that tells another version has told; nobody answers only where none does.
function shownBy(bad: readonly Finding[]): Shown {
  const shown = bad.map(shownOf)
  if (shown.includes('other')) return 'other'
  return shown.find(one => one !== 'no_answer') ?? 'no_answer'
}

type Seen = Finding & { readonly url: string }

/** Looks at URLs, all at once. They are told without what they ask. */
export function lookAtUrls(urls: readonly HealthUrl[], look: Look): Promise<readonly Seen[]> {
  return Promise.all(
    urls.map(async one => ({ url: shownUrl(one.url), ...(await lookAtUrl(one, look)) })),
  )
}

interface Look {
  readonly outbound: Host['outbound']
  /** Of the release, where there is one. */
  readonly commit: string | null
  readonly timeoutMs?: number
  readonly signal: AbortSignal
}

/** Looks at one URL: its status, its body and the version it tells. A redirect is followed by nobody and is a failure. */
export async function lookAtUrl(
  { url, status, contains, version }: HealthUrl,
  { outbound, commit, timeoutMs, signal }: Look,
): Promise<Finding> {
  const answer = await outbound.request({
    ...{ url, signal, source: 'configuration', share: 'rollout' },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  const shown = shownUrl(url)
  if (answer.outcome === 'failed') return failed(`${shown}: ${answer.message}`, 'no_answer')
  if (answer.status !== status)
    return failed(`${shown} ${describeStatus(answer.status, status)}`, 'not_well')
  if (contains !== undefined && !answer.body.includes(contains))
    return failed(`${shown} does not answer with the text it should`, 'not_well')
  if (!version) return { verdict: 'passed', detail: `${shown} answers ${status}` }
  return judgeVersion(shown, { body: answer.body, version, commit })
}

function describeStatus(found: number, wanted: number): string {
  const redirects = found >= 300 && found < 400 ? ', a redirect,' : ''
  return `answers ${found}${redirects} and not ${wanted}`
}

function judgeVersion(
  url: string,
  {
    body,
    version: { field, is },
    commit,
  }: {
    readonly body: string
    readonly version: NonNullable<HealthUrl['version']>
    readonly commit: string | null
  },
): Finding {
  if (is.includes('{commit}') && commit === null)
    return { verdict: 'inconclusive', detail: `${url}: no release says which version is right` }
  const wanted = is.replaceAll('{commit}', commit ?? '')
  const found = fieldOf(body, field)
  if (found === wanted) return { verdict: 'passed', detail: `${url} is version ${wanted}` }
  return failed(`${url} is not version ${wanted}`, found === undefined ? 'not_well' : 'other')
}

function fieldOf(body: string, field: string): string | undefined {
  try {
    const value: unknown = Reflect.get(Object(JSON.parse(body)), field)
    return value === undefined ? undefined : String(value)
  } catch {
    return undefined
  }
}

function failed(detail: string, shows: Shown): Finding {
  return { verdict: 'failed', detail, shows }
}

/** Looks at the URL by which users from outside reach a target. */
export const externalHealthProbe: Check = {
  name: 'external_health_probe',
  applies: ({ external }) => external !== undefined,
  async run(context) {
    const { external } = context.target
    const [look] = external ? await lookAtAll([external], context) : []
    if (!look) return { verdict: 'skipped', detail: 'No URL is configured.' }
    const { verdict, detail, shows } = look
    return { verdict, detail, ...(shows ? { shows } : {}) }
  },
}
