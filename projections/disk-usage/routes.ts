import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  notFound,
  type PageQuery,
  type ReadHost,
  type Resolution,
  resolutions,
  type Route,
  rowsQuery,
} from '../../core/plugin-api.ts'
import { type DiskUsageRow, usageTable } from './row.ts'

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

/** The route of `disk-usage`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ id: string }, UsageQuery>({
      method: 'GET',
      path: '/api/v1/disks/{id}/usage',
      scope: 'read',
      summary: 'Answers how the use of a disk went, in buckets of time, oldest first.',
      tags: ['disks'],
      params: Joi.object({ id: inputs.uuid().required() }),
      query: Joi.object({
        ...rowsQuery,
        resolution: Joi.valid(...resolutions)
          .default('1h')
          .description('Length of a bucket; 5m and 1h go back as far as samples are kept.'),
        from: Joi.date().iso().description('First moment; as far back as there is any by default.'),
        to: Joi.date().iso().description('Moment after the last; now by default.'),
      }),
      response: Joi.object({
        disk_id: inputs.uuid().required(),
        resolution: Joi.valid(...resolutions).required(),
        buckets: Joi.array().items(usageTable.schema).required(),
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
        return { body: { disk_id: id, resolution, buckets: items.map(usageTable.toBody) }, headers }
      },
    }),
  ]
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
