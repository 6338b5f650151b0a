import { Agent, request } from 'node:http'
import type { OwnDecklog } from '../start-own.ts'

/** Calls the API over connections that stay open. */
export interface Caller {
  /** Answers the body; throws for a status other than 2xx. */
  call(method: string, path: string, body?: unknown): Promise<string>
  close(): void
}

/** Creates the caller of a Decklog. */
export function createCaller({ url, token }: OwnDecklog): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body)
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
        const outgoing = request(new URL(path, url), { method, agent, headers }, response => {
          let answer = ''
          response.setEncoding('utf8').on('data', chunk => (answer += String(chunk)))
          response.once('end', () => {
            const { statusCode = 0 } = response
            if (statusCode >= 200 && statusCode <= 299) resolve(answer)
            else reject(new Error(`${method} ${path} answered ${statusCode}: ${answer}`))
          })
        })
        outgoing.once('error', reject)
        outgoing.end(text)
      }),
    close: () => agent.destroy(),
  }
}
