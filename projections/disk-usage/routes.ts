import Joi from 'joi'
import { notFound } from '../../core/errors.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import { defineList } from '../../core/lists/list.ts'
import { pageQuery, type PageQuery } from '../../core/lists/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import { type DiskUsageRow, type Resolution, resolutions } from './row.ts'

interface UsageQuery extends PageQuery {
  readonly resolution: Resolution
  readonly from?: Date
  readonly to?: Date
}

/** Buckets of a disk, oldest first. */
const usage = defineList<DiskUsageRow>()({
  of: 'disk-usage',
  by: { bucket_start: 'timestamptz' },
  direction: 'ascending',
})

const bytes = Joi.number().integer().min(0)
const bucket = Joi.object({
  start: time(),
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
      params: Joi.object({ id: uuid().required() }),
      query: Joi.object({
        ...pageQuery,
        resolution: Joi.valid(...resolutions)
          .default('1h')
          .description('Length of a bucket; 5m and 1h go back as far as samples are kept.'),
        from: Joi.date().iso().description('First moment; as far back as there is any by default.'),
        to: Joi.date().iso().description('Moment after the last; now by default.'),
      }),
      response: Joi.object({
        disk_id: uuid().required(),
        resolution: Joi.valid(...resolutions).required(),
        buckets: Joi.array().items(bucket).required(),
      }),
      shows: ['disk-usage', 'disk-status'],
      handle: async ({ params: { id }, query }) => {
        const { resolution, from = new Date(0), to = host.clock.now() } = query
        const { items, headers } = await usage.page(host, query, {
          where: [
            ['disk_id = $::uuid', id],
            ['resolution = $', resolution],
            ['bucket_start >= $', from],
            ['bucket_start < $', to],
          ],
          of: `${id} ${resolution}`,
        })
        if (items.length === 0 && !(await isDisk(host, id))) throw notFound('disk')
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

/** Tells whether there is a disk of this id, with or without samples. */
async function isDisk(read: ReadHost, id: string): Promise<boolean> {
  const found = await read.query(
    `
      select 1
      from ${read.view('disk-status')}
      where _key = $1
    `,
    [id],
  )
  return found.length > 0
}
