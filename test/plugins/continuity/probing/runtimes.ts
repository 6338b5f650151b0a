import { once } from 'node:events'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Teardown } from '../../../support/postgres.ts'

/** How a runtime behaves: answers at once, answers after a while, or takes connections and says nothing. */
export type Manner = 'prompt' | 'slow' | 'silent'

/** A real runtime of a test. */
export interface Runtime {
  readonly url: string
  /** Answers from now on in this manner. */
  behave(manner: Manner): void
  /** What it answers, over HTTP. */
  say(answer: { readonly status?: number; readonly body?: unknown }): void
  /** How many connections it has taken. */
  readonly taken: () => number
  stop(): Promise<void>
  /** Starts it again where it was. */
  start(): Promise<void>
}

const slowMs = 100

/** Starts a runtime that speaks HTTP, on a port of its own. */
export function startHttpRuntime(t: Teardown, path = '/sessions'): Promise<Runtime> {
  let manner: Manner = 'prompt'
  let answer: { readonly status?: number; readonly body?: unknown } = {}
  const respond = (response: ServerResponse): void => {
    response.statusCode = answer.status ?? 200
    response.end(JSON.stringify(answer.body ?? []))
  }
  const server = createHttpServer((_request, response) => {
    if (manner === 'prompt') respond(response)
    if (manner === 'slow') setTimeout(() => respond(response), slowMs)
  })
  return startRuntime(t, server, {
    urlOf: port => `http://127.0.0.1:${port}${path}`,
    behave: to => (manner = to),
    say: to => (answer = to),
  })
}

/** Starts a runtime that takes TCP connections, on a port of its own. */
export function startTcpRuntime(t: Teardown): Promise<Runtime> {
  return startRuntime(t, createServer(), {
    urlOf: port => `tcp://127.0.0.1:${port}`,
    behave: () => undefined,
    say: () => undefined,
  })
}

interface Parts extends Pick<Runtime, 'behave' | 'say'> {
  urlOf(port: number): string
}

async function startRuntime(t: Teardown, server: Server, parts: Parts): Promise<Runtime> {
  const open = new Set<Socket>()
  let port = 0
  let taken = 0
  server.on('connection', socket => {
    taken += 1
    open.add(socket)
    socket.on('error', () => undefined).once('close', () => open.delete(socket))
  })
  const start = async (): Promise<void> => {
    if (server.listening) return
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const stop = async (): Promise<void> => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  await start()
  t.teardown(stop)
  return { ...parts, url: parts.urlOf(port), taken: () => taken, start, stop }
}
