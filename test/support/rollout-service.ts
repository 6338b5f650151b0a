import { createServer, type ServerResponse } from 'node:http'
import type { Teardown } from './postgres.ts'
import { serveLocally } from './serve-locally.ts'

/** How the service behaves. */
export type Behaviour = 'good' | 'login' | 'flapping' | 'never ready'

/** A small HTTP service that tells its version and its images, as something that was rolled out would. */
export interface RolloutService {
  readonly url: string
  behave(as: Behaviour): void
  /** What it runs from now on. */
  deploy(version: { readonly commit: string; readonly images: readonly string[] }): void
}

/** Starts the service. */
export async function createRolloutService(t: Teardown): Promise<RolloutService> {
  let version: Parameters<RolloutService['deploy']>[0] = { commit: 'none', images: [] }
  let behaviour: Behaviour = 'good'
  let looks = 0

  const health = (response: ServerResponse): void => {
    looks += 1
    if (behaviour === 'login') response.writeHead(302, { location: '/login' }).end()
    else if (behaviour === 'never ready' || (behaviour === 'flapping' && looks % 2 === 0))
      response.writeHead(503).end('{"ok":false}')
    else response.end(JSON.stringify({ ok: true, commit: version.commit }))
  }

  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0]
    if (path === '/healthz') health(response)
    else if (path === '/images') response.end(JSON.stringify(version.images))
    else if (path === '/login') response.end('{"ok":true,"commit":"please log in"}')
    else response.writeHead(404).end()
  })
  const url = await serveLocally(t, server)
  return {
    url,
    behave(as) {
      behaviour = as
      looks = 0
    },
    deploy(next) {
      version = next
    },
  }
}
