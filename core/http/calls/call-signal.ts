import type { Request } from '@hapi/hapi'
import { createLateSignal, type LateSignal } from '../../timing/within.ts'
import type { Call } from '../route.ts'

/** Aborts when the caller goes away. */
export function goneSignal(request: Request): LateSignal {
  const gone = createLateSignal()
  request.raw.res.once('close', () => gone.abort())
  return gone
}

/** A call with its signal, which is made when it is first asked for: most handlers never do. */
export function withSignal(
  call: Omit<Call, 'signal'>,
  gone: LateSignal,
  late: () => AbortSignal,
): Call {
  let made: AbortSignal | undefined
  return {
    ...call,
    get signal() {
      made ??= AbortSignal.any([gone.signal(), late()])
      return made
    },
  }
}
