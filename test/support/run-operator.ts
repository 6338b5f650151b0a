import type { DecklogProcess } from './decklog-process.ts'

type Body = Record<string, unknown>

/** An answer with its JSON body. */
export interface Answered {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

/** Someone with a token of their own. */
export interface Operator {
  readonly secret: string
  get(path: string): Promise<Answered>
  post(path: string, body: object, headers?: Record<string, string>): Promise<Answered>
  patch(path: string, body: object, headers?: Record<string, string>): Promise<Answered>
  /** Reads a list that is answered as an array, and the query of its next page. */
  list(
    path: string,
  ): Promise<{ readonly items: readonly Body[]; readonly next: string | undefined }>
}

interface Token {
  readonly kind: 'person' | 'agent' | 'service'
  readonly subject?: string
  readonly scopes?: readonly string[]
  readonly boards?: readonly string[]
}

const everything = ['read', 'ingest', 'operate', 'approve', 'audit']

/** Makes a token at a running Decklog and answers who holds it. */
export async function createOperator(
  { url, post }: Pick<DecklogProcess, 'url' | 'post'>,
  { scopes = everything, ...token }: Token,
): Promise<Operator> {
  const made = await post('/api/v1/tokens', { name: token.subject ?? token.kind, ...token, scopes })
  const secret = String(made.body['secret'])
  const fetchJson = async (method: string, path: string, rest: RequestInit = {}) => {
    const headers = {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      ...rest.headers,
    }
    const signal = AbortSignal.timeout(15_000)
    const response = await fetch(url + path, { method, ...rest, headers, signal })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: text ? JSON.parse(text) : {},
    }
  }
  const request = async (method: string, path: string, rest?: RequestInit): Promise<Answered> => {
    const { json, ...answer } = await fetchJson(method, path, rest)
    return { ...answer, body: json }
  }
  const send =
    (method: string): Operator['post'] =>
    (path, body, headers = {}) =>
      request(method, path, { body: JSON.stringify(body), headers })
  return {
    secret,
    get: path => request('GET', path),
    post: send('POST'),
    patch: send('PATCH'),
    async list(path) {
      const { json, headers } = await fetchJson('GET', path)
      return { items: json, next: /<(\?[^>]*)>/.exec(headers.get('link') ?? '')?.[1] }
    },
  }
}
