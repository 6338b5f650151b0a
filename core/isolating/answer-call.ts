import { codeOf, messageOf } from '../errors.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { FromReader, ToReader } from './worker-messages.ts'

type Call = Extract<FromReader, { kind: 'call' }>

/** Does a call for a thread, and tells it what came of that. What there is not to be called is refused. */
export async function answerCall(
  outbound: Outbound,
  { number, method, request }: Call,
  tell: (answer: ToReader) => void,
): Promise<void> {
  try {
    const of: unknown = Object.hasOwn(outbound, method) ? Reflect.get(outbound, method) : undefined
    if (typeof of !== 'function') throw new TypeError(`outbound has no ${method}`)
    tell({ kind: 'called', number, result: await of(request) })
  } catch (error) {
    tell({ kind: 'refused', number, code: codeOf(error) ?? '', reason: messageOf(error) })
  }
}
