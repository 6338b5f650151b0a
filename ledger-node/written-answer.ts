import type { RpcError } from './wire/rpc-error.ts'
import type { Expected } from './decide.ts'
import { rpcErrors } from './rpc-errors.ts'
import type { WriteAnswer } from './write-request.ts'

type Written = Extract<WriteAnswer, { kind: 'written' }>

/** The answer to a write that was made; every other one becomes the failure of the call. */
export function requireWritten(answer: WriteAnswer, stream: string, expected: Expected): Written {
  if (answer.kind === 'written') return answer
  throw failure(answer, stream, expected)
}

function failure(
  answer: Exclude<WriteAnswer, Written>,
  stream: string,
  expected: Expected,
): RpcError {
  switch (answer.kind) {
    case 'conflict':
      return rpcErrors.wrongExpectedVersion(stream, expected, answer.actual)
    case 'deleted':
      return rpcErrors.streamDeleted(stream)
    case 'late':
      return rpcErrors.late()
    case 'unavailable':
      return rpcErrors.unavailable()
    case 'unknown':
      return rpcErrors.unknownOutcome()
  }
}
