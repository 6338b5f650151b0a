import Joi from 'joi'
import { invalidField, notFound } from '../../core/errors.ts'
import { decodeCursor, page, type PageCursor, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { type DiskUsageRow, type Resolution, resolutions } from './row.ts'

interface UsageQuery {
  readonly resolution: Resolution
  readonly from?: Date
  readonly to?: Date
  readonly limit: number
  readonly after?: string
}

const bytes = Joi.number().integer().min(0)
const bucket = Joi.object({
  start: Joi.string().isoDate(),
  used_min_bytes: bytes,
  used_max_bytes: bytes,
  used_last_bytes: bytes,
  available_min_bytes: bytes,
  available_max_bytes: bytes,
  available_last_bytes: bytes,
  samples: Joi.number().integer(),
}).prefs({ presence: 'required' })

/** The route of `disk-usage`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ id: string }, UsageQuery>({
      method: 'GET',
      path: '/api/v1/disks/{id}/usage',
      scope: 'read',
      summary: 'Answers how the use of a disk went, in buckets of time, oldest first.',
      tags: ['disks'],
      params: Joi.object({ id: Joi.string().guid().required() }),
      query: Joi.object({
        ...pageQuery,
        resolution: Joi.valid(...resolutions)
          .default('1h')
          .description('Length of a bucket; 5m and 1h go back as far as samples are kept.'),
        from: Joi.date().iso().description('First moment; as far back as there is any by default.'),
        to: Joi.date().iso().description('Moment after the last; now by default.'),
      }),
      response: Joi.object({
        disk_id: Joi.string().guid().required(),
        resolution: Joi.valid(...resolutions).required(),
        buckets: Joi.array().items(bucket).required(),
      }),
      shows: ['disk-usage', 'disk-status'],
      handle: async ({ params: { id }, query }) => {
        const { resolution, from = new Date(0), to = host.clock.now(), limit } = query
        const after = timeOf(decodeCursor(query.after))
        const rows = await listUsage(host, { diskId: id, resolution, from, to, after, limit })
        if (rows.length === 0 && !(await isDisk(host, id))) throw notFound('disk')
        const cursorOf = (row: DiskUsageRow): PageCursor => ({
          sort: row.bucket_start.toISOString(),
          id,
        })
        const { items, headers } = page(rows, { ...query }, cursorOf)
        return { body: { disk_id: id, resolution, buckets: items.map(toBucket) }, headers }
      },
    }),
  ]
}

function toBucket(row: DiskUsageRow): object {
  return {
    start: row.bucket_start,
    used_min_bytes: row.used_min_bytes,
    used_max_bytes: row.used_max_bytes,
    used_last_bytes: row.used_last_bytes,
    available_min_bytes: row.available_min_bytes,
    available_max_bytes: row.available_max_bytes,
    available_last_bytes: row.available_last_bytes,
    samples: row.samples,
  }
}

function timeOf(cursor: PageCursor | undefined): Date | undefined {
  if (!cursor) return undefined
  const time = new Date(String(cursor.sort))
  if (!Number.isNaN(time.getTime())) return time
  throw invalidField('after', 'is not a cursor of this list')
}

/** Which buckets of a disk, and where the page begins. */
interface UsageFilter {
  readonly diskId: string
  readonly resolution: Resolution
  readonly from: Date
  readonly to: Date
  readonly after: Date | undefined
  readonly limit: number
}

/** Lists buckets oldest first, one more than the limit when there are more. */
function listUsage(read: ReadHost, filter: UsageFilter): Promise<readonly DiskUsageRow[]> {
  return read.query<DiskUsageRow>(
    `
      select *
      from ${read.view('disk-usage')}
      where disk_id = $1
        and resolution = $2
        and bucket_start >= $3
        and bucket_start < $4
        and ($5::timestamptz is null or bucket_start > $5)
      order by bucket_start
      limit $6
    `,
    [
      filter.diskId,
      filter.resolution,
      filter.from,
      filter.to,
      filter.after ?? null,
      filter.limit + 1,
    ],
  )
}

/** Tells whether there is a disk of this id, with or without samples. */
async function isDisk(read: ReadHost, id: string): Promise<boolean> {
  const found = await read.query(
    `
      select 1
      from ${read.view('disk-status')}
      where disk_id = $1
    `,
    [id],
  )
  return found.length > 0
}
