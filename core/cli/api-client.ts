import { DecklogError, type FieldError, isErrorCode, messageOf } from '../errors.ts'
import { fields, list, otherwise, readAnswer, text } from './answer.ts'
import type { CallLimits, LineApiClient } from './command.ts'
import { oneLine } from './printable.ts'

const budgetMs = 10_000

/** Where the API is and with which token to call it. */
export interface ApiAddress {
  readonly url: string
  readonly token: string | undefined
}

/** Creates the client of a running Decklog; `resolve` is asked once, on the first call. `heard` is given the headers of good answers. */
export function createApiClient(
  resolve: () => Promise<ApiAddress>,
  heard?: (headers: Headers) => void,
): LineApiClient {
  let resolved: Promise<ApiAddress> | undefined
  const open = async (request: Request): Promise<Response> => {
    resolved ??= resolve()
    const address = await resolved
    const response = await send(address, request)
    if (response.ok) {
      heard?.(response.headers)
      return response
    }
    throw problem(response, await readBody(response), address)
  }
  const call = async (
    request: Omit<Request, 'signal'>,
    { timeoutMs = budgetMs, idempotencyKey: key }: CallLimits = {},
  ): Promise<unknown> =>
    readBody(await open({ ...request, key, signal: AbortSignal.timeout(timeoutMs) }))
  return {
    get: (path, limits) => call({ method: 'GET', path }, limits),
    post: (path, body, limits) => call({ method: 'POST', path, body }, limits),
    patch: (path, body, limits) => call({ method: 'PATCH', path, body }, limits),
    async *lines(path, body) {
      const silence = createSilence()
      try {
        const response = await open({ method: 'POST', path, body, signal: silence.signal })
        yield* readLines(response, () => silence.broken())
      } finally {
        silence.end()
      }
    },
  }
}

interface Request {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly key?: string | undefined
  readonly signal: AbortSignal
}

async function send({ url, token }: ApiAddress, request: Request): Promise<Response> {
  const { method, path, body, key, signal } = request
  try {
    return await fetch(new URL(path, url), {
      method,
      headers: {
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
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

/** Aborts when nothing was heard for the time of a whole call. */
function createSilence(): { readonly signal: AbortSignal; broken(): void; end(): void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), budgetMs)
  return {
    signal: controller.signal,
    broken: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  }
}

async function* readLines(response: Response, heard: () => void): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let rest = ''
  const chunks: AsyncIterable<Uint8Array> | readonly [] = response.body ?? []
  for await (const chunk of chunks) {
    heard()
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line)
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  return json && text !== '' ? JSON.parse(text) : text
}

function problem({ status }: Response, answer: unknown, { url, token }: ApiAddress): DecklogError {
  const detail = oneLine(textOf(answer, 'detail') ?? textOf(answer, 'title') ?? `status ${status}`)
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
  return new DecklogError(isErrorCode(code) ? code : 'DECKLOG_INTERNAL', detail, {
    fields: fieldsOf(answer),
    extra: furtherMembers(answer),
  })
}

const wrongFields = fields({ errors: otherwise(list(fields({ field: text, message: text })), []) })

function fieldsOf(answer: unknown): readonly FieldError[] {
  try {
    return readAnswer(answer, wrongFields).errors
  } catch {
    return []
  }
}

const ownMembers = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'errors'])

function furtherMembers(answer: unknown): Readonly<Record<string, unknown>> {
  if (typeof answer !== 'object' || answer === null) return {}
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !ownMembers.has(name)))
}

function textOf(answer: unknown, key: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const value: unknown = Reflect.get(answer, key)
  return typeof value === 'string' ? value : undefined
}
