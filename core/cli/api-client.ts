import { DecklogError, errorCodes, messageOf, type ErrorCode } from '../errors.ts'
import type { ApiClient } from './command.ts'

const budgetMs = 10_000

/** Where the API is and with which token to call it. */
export interface ApiAddress {
  readonly url: string
  readonly token: string | undefined
}

/** Creates the client of a running Decklog; `resolve` is asked once, on the first call. */
export function createApiClient(resolve: () => Promise<ApiAddress>): ApiClient {
  let resolved: Promise<ApiAddress> | undefined
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    resolved ??= resolve()
    const address = await resolved
    const response = await send(address, { method, path, body })
    const answer = await readBody(response)
    if (response.ok) return answer
    throw problem(response, answer, address)
  }
  return {
    get: path => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}

interface Request {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

async function send({ url, token }: ApiAddress, request: Request): Promise<Response> {
  const { method, path, body } = request
  try {
    return await fetch(new URL(path, url), {
      method,
      headers: {
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(budgetMs),
    })
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause ? cause.cause : cause
    throw new DecklogError(
      'DECKLOG_API_UNREACHABLE',
      `No Decklog answers at ${url} (${messageOf(reason)}). Start one with decklog start, or name one with --url or DECKLOG_URL.`,
      { cause },
    )
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  return json && text !== '' ? JSON.parse(text) : text
}

function problem({ status }: Response, answer: unknown, { url, token }: ApiAddress): DecklogError {
  const detail = textOf(answer, 'detail') ?? textOf(answer, 'title') ?? `status ${status}`
  const code = textOf(answer, 'code')
  if (status === 401 && !token)
    return new DecklogError(
      'DECKLOG_UNAUTHENTICATED',
      `${url} asks for a token. Give one with DECKLOG_TOKEN or --token; decklog token create makes one.`,
    )
  if (code === undefined)
    return new DecklogError(
      'DECKLOG_API_UNREACHABLE',
      `${url} is no Decklog: it answered ${status}.`,
    )
  return new DecklogError(isCode(code) ? code : 'DECKLOG_INTERNAL', detail)
}

function textOf(answer: unknown, key: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const value: unknown = Reflect.get(answer, key)
  return typeof value === 'string' ? value : undefined
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code)
}
