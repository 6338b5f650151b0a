import type { Request } from '@hapi/hapi'
import { DecklogError } from '../errors.ts'
import { within } from '../timing/within.ts'

/** The signal of one call, and how to end its budget once there is an answer. */
export interface CallSignal {
  readonly signal: AbortSignal
  /** Settles as the work does, or fails with DECKLOG_TIMEOUT when the budget ends first. */
  within<T>(work: Promise<T>): Promise<Awaited<T>>
}

/** Creates the signal that aborts when the caller goes away, or when the work given to it takes longer than its budget. */
export function createCallSignal(request: Request, budgetMs: number): CallSignal {
  const controller = new AbortController()
  request.raw.res.once('close', () => controller.abort())
  const late = (): DecklogError => {
    const error = new DecklogError('DECKLOG_TIMEOUT', `No answer within ${budgetMs} ms`)
    controller.abort(error)
    return error
  }
  return {
    signal: controller.signal,
    within: work => within({ ms: budgetMs, late }, () => work),
  }
}
