import type { ProtoReader } from '../wire/proto-reader.ts'
import { rpcErrors } from './rpc-errors.ts'

/** Reads a `StreamIdentifier` message. */
export function readStreamIdentifier(message: ProtoReader): string {
  let name = ''
  while (message.next()) {
    if (message.field === 3) name = message.text()
    else message.skip()
  }
  return name
}

/** Refuses a stream without a name. */
export function requireStreamName(name: string): string {
  if (name === '') throw rpcErrors.invalid('A stream must have a name')
  return name
}
