import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { createProjectionOperations } from '../../core/projecting/projection-operations.ts'
import { projectionOperationRoutes } from '../../core/projecting/projection-operation-routes.ts'
import { createProjectionRoutes } from '../../core/projecting/projection-routes.ts'
import { reactionRoutes } from '../../core/running/reaction-routes.ts'
import { createHttpEdge } from './http-edge.ts'
import type { Teardown } from './postgres.ts'
import type { ReadSide } from './read-side.ts'
import { silentLog } from './silent-log.ts'

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Somebody with the scopes `admin` and `read`, before a read side served over HTTP. */
export interface Operator {
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>
  post(
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: unknown }>
  /** Posts as a token without the scope. */
  postAsReader(path: string): Promise<number>
  /** Runs a command line against the API. */
  decklog(...words: readonly string[]): Promise<Ended>
}

/** Serves the routes of projections over a read side. */
export async function createOperator(t: Teardown, side: ReadSide): Promise<Operator> {
  const operations = createProjectionOperations({ ...side, log: silentLog })
  const routes = [
    ...createProjectionRoutes(side.board),
    ...projectionOperationRoutes(operations),
    ...reactionRoutes({ database: side.database, log: silentLog }),
  ]
  const edge = await createHttpEdge(t, { routes })
  const { url } = await edge.server.start()
  const call = async (method: string, path: string, body?: object, headers = {}) => {
    const listing = ['/api/v1/projections', '/api/v1/reactions'].includes(path)
    const response = await fetch(url + path, {
      method,
      headers: {
        ...edge.bearer(listing ? 'read' : 'admin'),
        'content-type': 'application/json',
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const lines = response.headers.get('content-type')?.includes('ndjson')
    const parse = (): unknown =>
      lines
        ? text
            .trim()
            .split('\n')
            .map(line => JSON.parse(line))
        : JSON.parse(text)
    return { status: response.status, body: parse() }
  }
  return {
    get: path => call('GET', path),
    post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
    async postAsReader(path) {
      const response = await fetch(url + path, { method: 'POST', headers: edge.bearer('read') })
      return response.status
    },
    async decklog(...words) {
      let out = ''
      let err = ''
      const code = await runCommandLine({
        words: [...words, '--url', url, '--token', edge.secret('admin')],
        env: {},
        cwd: process.cwd(),
        print: text => (out += text),
        printError: text => (err += text),
      })
      return { code, out, err }
    },
  }
}
