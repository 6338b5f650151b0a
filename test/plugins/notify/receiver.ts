import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Teardown } from '../../support/postgres.ts'

type Behaviour = 'takes' | 'answers 500' | 'redirects' | 'says nothing'

const statuses: Partial<Record<Behaviour, number>> = { 'answers 500': 500, redirects: 302 }

/** An alarm as a receiver reads it. */
export interface ReceivedAlarm {
  readonly kind: string
  readonly subject: string
  readonly state: string
  readonly severity: string
  readonly event_id: string
}

/** A webhook receiver over HTTP that can be made to fail, and that takes only what is signed. */
export interface Receiver {
  readonly url: string
  readonly alarms: readonly ReceivedAlarm[]
  readonly summaries: readonly string[]
  readonly severities: readonly string[]
  /** How many requests came, taken or not. */
  readonly requests: () => number
  /** What it does with the next requests. */
  behave(as: Behaviour): void
  /** Stops listening, and listens again on the same port. */
  down(): Promise<void>
  up(): Promise<void>
}

/** Starts a receiver that knows the secret. */
export async function createReceiver(t: Teardown, secret: string): Promise<Receiver> {
  const alarms: ReceivedAlarm[] = []
  const summaries: string[] = []
  const severities: string[] = []
  let behaviour: Behaviour = 'takes'
  let requests = 0
  let port = 0
  let server: Server

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1
    const body = await readBody(request)
    if (behaviour === 'says nothing') return
    const isOurs = isSigned(body, String(request.headers['decklog-signature']), secret)
    response.statusCode = statuses[behaviour] ?? (isOurs ? 204 : 401)
    if (behaviour === 'redirects') response.setHeader('location', '/elsewhere')
    response.end()
    if (response.statusCode !== 204) return
    const message = JSON.parse(body)
    summaries.push(message.summary)
    severities.push(message.severity)
    alarms.push(...message.alarms)
  }

  const up = async (): Promise<void> => {
    server = createServer((request, response) => void answer(request, response))
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const down = async (): Promise<void> => {
    server.closeAllConnections()
    if (server.listening) await new Promise(resolve => server.close(resolve))
  }
  await up()
  t.teardown(down)
  return {
    url: `http://127.0.0.1:${port}/hook`,
    ...{ alarms, summaries, severities, up, down },
    requests: () => requests,
    behave(as) {
      behaviour = as
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

// What the documentation tells a receiver to do.
function isSigned(body: string, header: string, secret: string): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  const expected = createHmac('sha256', secret).update(`${t}.${body}`).digest()
  return v1 !== '' && timingSafeEqual(expected, Buffer.from(v1, 'hex'))
}
