import type { Database } from '../../postgres/database.ts'
import { parseRecordedEvent } from '../protocol/recorded-event.ts'
import { framesOf } from './append-row.ts'
import { toNumber } from '../wire/numbers.ts'
import { missingStream, type StreamState } from './stream-cache.ts'
import { parseLimits } from './stream-limits.ts'
import { isMetastream, streamDigest } from './stream-name.ts'

interface StateRow {
  readonly n: number
  readonly id: number
  readonly last: string | null
  readonly body: Buffer | null
}

/** Loads what Postgres knows of these streams. */
export async function loadStreams(
  database: Database,
  names: readonly string[],
): Promise<Map<string, StreamState>> {
  const text = `
    select wanted.n::int4, streams.id, newest.revision::text as last, newest.body
    from unnest($1::uuid[], $2::bool[]) with ordinality as wanted (digest, with_body, n)
    join ledger.streams using (digest)
    left join lateral (
      select revision, case when wanted.with_body then body end as body
      from ledger.appends
      where appends.stream_id = streams.id
      order by revision desc
      limit 1
    ) as newest on true
  `
  const values = [names.map(name => streamDigest(Buffer.from(name))), names.map(isMetastream)]
  const { rows } = await database.withClient(client =>
    client.query<StateRow>({ name: 'streams', text, values }),
  )
  const states = new Map(names.map(name => [name, missingStream]))
  for (const row of rows) states.set(names[row.n - 1] ?? '', stateOf(row))
  return states
}

function stateOf({ id, last, body }: StateRow): StreamState {
  const newest = body && framesOf(body).at(-1)
  if (!newest) return { id, last: last === null ? -1 : toNumber(last) }
  const metadata = parseRecordedEvent(newest)
  return { id, last: toNumber(last ?? '-1'), metadata, limits: parseLimits(metadata) }
}
