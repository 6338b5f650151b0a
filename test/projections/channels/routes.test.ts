import t from 'tap'
import type { Route } from '../../../core/http/route.ts'
import type { ReadHost } from '../../../core/readmodel/read-host.ts'
import type { ChannelRow } from '../../../plugins/notify/rows.ts'
import routes from '../../../projections/channels/routes.ts'

const row: ChannelRow & { readonly _key: string } = {
  ...{ _key: 'ops', channel: 'ops', messages_delivered: 12, notices_delivered: 40 },
  ...{ attempts_failed: 3, messages_given_up: 1, notices_withheld: 2, acknowledged: 4 },
  ...{ acknowledge_seconds: 360, longest_acknowledge_seconds: 200, revision: 9 },
  ...{ last_delivered_at: new Date('2026-01-01T00:00:00Z'), last_failed_at: null },
  last_failure: null,
}

t.test('each channel is answered with its figures, and the mean where there is one', async t => {
  const unheard = { ...row, _key: 'boss', channel: 'boss', acknowledged: 0, acknowledge_seconds: 0 }
  const host = { view: () => 'channels', query: async () => [unheard, row] }
  const [list] = routes(host as unknown as ReadHost) as readonly [Route]
  const call = { query: { limit: 50 }, caller: { boards: ['a board'] } }
  const { body } = await list.handle(call as unknown as Parameters<Route['handle']>[0])
  t.match(body, {
    channels: [
      { channel: 'boss', acknowledged: 0, mean_acknowledge_seconds: null },
      {
        ...{ channel: 'ops', messages_delivered: 12, notices_delivered: 40, attempts_failed: 3 },
        ...{ messages_given_up: 1, acknowledged: 4, mean_acknowledge_seconds: 90 },
        longest_acknowledge_seconds: 200,
      },
    ],
  })
  t.notMatch(Object.keys(Reflect.get(body as object, 'channels')[0]), ['revision'])
  t.equal(list.scope, 'read')
  t.error(list.response?.validate(JSON.parse(JSON.stringify(body))).error)
})
