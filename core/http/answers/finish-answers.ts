import type { Request, ResponseObject, ResponseToolkit, Server } from '@hapi/hapi'
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { createLoopTurn } from '../../timing/loop-turn.ts'
import { toProblem } from './problem.ts'
import { header, templateOf } from '../calls/request-state.ts'
import { respondProblem } from './respond.ts'
import { apiHeaders } from './security-headers.ts'

/** What every answer is finished with. */
export interface FinishOptions {
  readonly metrics: Metrics
  readonly log: Logger
  readonly clock: Clock
}

/** Gives every request an id, every error its problem document, every answer its headers, and counts them all. */
export function finishAnswers(hapi: Server, { metrics, log, clock }: FinishOptions): void {
  hapi.decorate('request', 'ownId', request => requestId(header(request, 'x-request-id')), {
    apply: true,
  })
  hapi.decorate('request', 'arrivedMs', () => clock.monotonicMs(), { apply: true })
  const finish = (request: Request, h: ResponseToolkit): symbol | ResponseObject => {
    const { response } = request
    const answer = isFailure(response) ? problem(response) : response
    for (const [name, value] of headers) answer.headers[name] ??= value
    answer.headers['x-request-id'] = request.ownId
    return answer === response ? h.continue : answer

    function problem(error: Error) {
      logFailure(log, request, error)
      return respondProblem(error, { request, h })
    }
  }
  const endOfTurn = createLoopTurn()
  hapi.ext('onPreResponse', async (request, h) => {
    if (isBeingSent(request.raw.req)) await drain(request.raw.req)
    // Answers of one turn are written together: each that is written by itself would wake whoever reads it, before the next is made.
    await endOfTurn()
    return finish(request, h)
  })
  hapi.events.on('response', request => {
    const seconds = (clock.monotonicMs() - request.arrivedMs) / 1_000
    const labels = {
      method: request.method.toUpperCase(),
      route: templateOf(request),
      status: statusOf(request),
    }
    metrics.httpSeconds.observe(labels, seconds)
    if (log.isLevelEnabled('debug'))
      log.debug({ ...labels, seconds, requestId: request.ownId }, 'answered')
  })
}

const headers = Object.entries(apiHeaders)
const drainMs = 10_000

function isBeingSent(body: Request['raw']['req']): boolean {
  const isSent = body.headers['content-length'] !== undefined || 'transfer-encoding' in body.headers
  return isSent && !('expect' in body.headers) && !body.readableEnded && !body.destroyed
}

/**
 * Reads what is still being sent of a body that nobody read, and throws it away: a connection that is closed on a sender loses the
 * answer. Whoever waits to be asked for the body sends none.
 */
function drain(body: Request['raw']['req']): Promise<void> {
  return new Promise<void>(resolve => {
    const timer = setTimeout(resolve, drainMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    body.unpipe()
    body.once('end', end).once('close', end).once('error', end).resume()
  })
}

function isFailure(response: Request['response']): response is Extract<typeof response, Error> {
  return response instanceof Error
}

// Only what nobody foresaw is logged here; refusals are the caller's, and outages are logged by who noticed them.
function logFailure(log: Logger, request: Request, error: Error): void {
  if (toProblem(error, '').problem.status !== 500) return
  const { method } = request
  const { name, stack } = error
  log.error(
    { requestId: request.ownId, method, route: templateOf(request), name, stack },
    'a request failed',
  )
}

function statusOf({ response }: Request): string {
  if (response instanceof Error) return String(response.output.statusCode)
  return String(response.statusCode)
}

/** The caller's `X-Request-Id` when it is a plain token of at most 128 characters, or else a new id. */
function requestId(header: string | undefined): string {
  return header !== undefined && /^[\w.:+/=@-]{1,128}$/.test(header) ? header : randomUUID()
}
