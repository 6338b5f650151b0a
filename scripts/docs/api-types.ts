import { asValue } from 'awilix'
import openapiTS, { astToString } from 'openapi-typescript'
import { createTokenKeys } from '../../core/access/judging/token-keys.ts'
import { routesOf } from '../../core/app-routes.ts'
import { composeApp } from '../../core/compose-app.ts'
import type { LoadedSettings } from '../../core/config/config.ts'
import { version } from '../../core/config/package-root.ts'
import { takesAsOf } from '../../core/http/calls/as-of.ts'
import { openapiPath, openapiRoute } from '../../core/http/openapi/openapi.ts'
import { healthRoutes } from '../../core/http/health.ts'
import type { Route } from '../../core/http/route.ts'
import type { Installation } from '../../core/loading/installation.ts'
import { cannotReload } from '../../core/reloading/reload.ts'
import { createRulesInForce } from '../../core/rules/rules-in-force.ts'
import type { Settings } from '../../core/settings.ts'
import { createLogger } from '../../core/telemetry/log.ts'

/** What the console is compiled against: the types of the API as a page in a browser sees it, and which reads can be asked of the past. */
export interface ApiForConsole {
  readonly types: string
  readonly datedReads: string
}

/** Reads it from the document that `/openapi.json` answers. Nothing is started for it. */
export async function apiForConsole(
  installation: Installation,
  { settings }: LoadedSettings,
): Promise<ApiForConsole> {
  const routes = describedRoutes(installation, settings)
  const { handle } = openapiRoute(routes, version)
  const { body } = await handle({} as Parameters<typeof handle>[0])
  // As a caller reads it: nothing but JSON.
  const document = JSON.parse(JSON.stringify(body)) as Parameters<typeof openapiTS>[0]
  return { types: astToString(await openapiTS(document)), datedReads: datedReadsOf(routes) }
}

function describedRoutes(installation: Installation, settings: Settings): readonly Route[] {
  const rules = createRulesInForce([])
  const container = composeApp(settings, installation, { log: createLogger('silent'), rules })
  const nowhere = {
    eventstoreUrl: 'esdb://127.0.0.1:1?tls=false',
    databaseUrl: 'postgres://127.0.0.1:1/none',
  }
  container.register({
    urls: asValue(nowhere),
    reload: asValue(cannotReload),
    keys: asValue(createTokenKeys(['a key that nothing is signed with, at all'])),
  })
  return [...healthRoutes([], () => false), ...routesOf(container.cradle, installation)]
}

function datedReadsOf(routes: readonly Route[]): string {
  const paths = routes
    .filter(route => route.method === 'GET' && takesAsOf(route))
    .map(route => `  '${openapiPath(route.path)}',\n`)
  return `/** Reads that take \`as_of\`, as \`npm run docs\` found them. */
export const datedReads: ReadonlySet<string> = new Set([
${paths.sort().join('')}])
`
}
