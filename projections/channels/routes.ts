import Joi from 'joi'
import {
  defineList,
  defineRoute,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { channelTable, type ChannelRow } from '../../plugins/notify/rows.ts'

/** Receivers, by their names. */
const channels = defineList<ChannelRow>()({
  of: 'channels',
  by: { channel: 'text' },
  direction: 'ascending',
})

const channel = channelTable.schema.append({
  mean_acknowledge_seconds: Joi.number()
    .allow(null)
    .required()
    .description('How long it took on average until somebody took on what it had told.'),
})

/** The route of `channels`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, PageQuery>({
      method: 'GET',
      path: '/api/v1/channels',
      scope: 'read',
      summary: 'Lists who is told of alarms, and what became of what they were to be told.',
      tags: ['alarms'],
      query: Joi.object(rowsQuery),
      response: Joi.object({ channels: Joi.array().items(channel).required() }),
      shows: ['channels'],
      handle: async ({ query }) => {
        const { items, headers } = await channels.page(host, query, { where: [], boards: null })
        return { body: { channels: items.map(toBody) }, headers }
      },
    }),
  ]
}

function toBody(row: ChannelRow): object {
  const { acknowledged, acknowledge_seconds: seconds } = row
  return {
    ...channelTable.toBody(row),
    mean_acknowledge_seconds: acknowledged === 0 ? null : seconds / acknowledged,
  }
}
