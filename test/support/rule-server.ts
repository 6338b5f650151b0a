import { createServer } from 'node:http'
import type { Rules, SeenRequest } from './channel-rules.ts'
import type { Teardown } from './postgres.ts'
import { serveLocally } from './serve-locally.ts'

/** A server that takes what the rules of a vendor have nothing against. */
export interface RuleServer {
  readonly url: string
  /** What was taken. */
  readonly taken: SeenRequest[]
  /** What the rules had against what was not. */
  readonly problems: readonly string[]
  /** How the next requests are answered; undefined: by the rules. */
  answer(
    next:
      { readonly status: number; readonly headers?: object; readonly body?: string } | undefined,
  ): void
}

/** Starts such a server. */
export async function startRuleServer(t: Teardown, rules: Rules): Promise<RuleServer> {
  const taken: SeenRequest[] = []
  const problems: string[] = []
  let next: Parameters<RuleServer['answer']>[0]
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { url: path = '', headers } = request
      const flat = Object.entries(headers).map(([name, value]) => [name, String(value)])
      const seen = { path, headers: Object.fromEntries(flat), body: String(Buffer.concat(chunks)) }
      const found = rules(seen)
      problems.push(...found)
      if (found.length === 0 && !next) taken.push(seen)
      response.writeHead(next?.status ?? (found.length === 0 ? 202 : 400), { ...next?.headers })
      response.end(next?.body ?? found.join('; '))
    })
  })
  const url = await serveLocally(t, server)
  return {
    url,
    taken,
    problems,
    answer(to) {
      next = to
    },
  }
}
