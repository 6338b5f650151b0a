import type { StreamMetadata } from '@eventstore/db-client'
import { within } from '../../timing/within.ts'
import type { LimitChange } from '../ledger.ts'
import { timeout, type Connection } from './connection.ts'
import { ledgerError } from './failure.ts'

const deadlineMs = 2_500

/** Sets a stream's retention beside whatever else its metadata says, when it differs. Doing it twice is harmless. */
export async function limit(
  connection: Connection,
  stream: string,
  limits: LimitChange,
): Promise<void> {
  const what = `limiting ${stream}`
  const session = await connection.session()
  const run = async (): Promise<void> => {
    const { metadata = {} } = await session.client.getStreamMetadata(stream)
    const wanted = withLimits(metadata, limits)
    if (wanted.maxAge === metadata.maxAge && wanted.maxCount === metadata.maxCount) return
    await session.client.setStreamMetadata(stream, wanted, { deadline: deadlineMs })
  }
  try {
    await within({ ms: deadlineMs, late: () => timeout(what) }, run)
  } catch (error) {
    connection.report(session, error)
    throw ledgerError(error, what, 'not_sent')
  }
}

function withLimits(metadata: StreamMetadata, limits: LimitChange): StreamMetadata {
  const { maxAge, maxCount, ...rest } = metadata
  const age = limits.maxAgeSeconds === undefined ? maxAge : limits.maxAgeSeconds
  const count = limits.maxCount === undefined ? maxCount : limits.maxCount
  return {
    ...rest,
    ...(age === null || age === undefined ? {} : { maxAge: age }),
    ...(count === null || count === undefined ? {} : { maxCount: count }),
  }
}
