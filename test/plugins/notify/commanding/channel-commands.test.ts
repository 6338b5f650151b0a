import t from 'tap'
import { channelsList } from '../../../../plugins/notify/commanding/channel-commands.ts'
import { commandContext } from '../../../support/command-context.ts'

const ops = {
  ...{ channel: 'ops', messages_delivered: 12, notices_delivered: 40, attempts_failed: 3 },
  ...{ messages_given_up: 1, acknowledged: 2, mean_acknowledge_seconds: 90 },
  ...{ longest_acknowledge_seconds: 3_720, last_failure: 'it answered 500' },
  ...{ last_delivered_at: '2026-01-01T00:00:00.000Z', last_failed_at: '2026-01-01T00:01:00.000Z' },
}
const night = {
  ...{ channel: 'night', messages_delivered: 0, notices_delivered: 0, attempts_failed: 0 },
  ...{ messages_given_up: 0, acknowledged: 0, mean_acknowledge_seconds: null },
  ...{ longest_acknowledge_seconds: 0, last_failure: null },
  ...{ last_delivered_at: null, last_failed_at: null },
}

async function run(channels: readonly object[], options = {}): Promise<readonly string[]> {
  const lines: string[] = []
  const api = { get: async () => ({ channels }), post: never, patch: never }
  await channelsList.run(commandContext({ api, options, print: line => lines.push(line) }))
  return lines
}
const never = () => Promise.reject(new Error('nothing is changed'))

t.test('each channel says what it was told, what failed and how soon it was heard', async t => {
  const [, first, second] = await run([ops, { ...night, last_delivered_at: ops.last_failed_at }])
  t.match(
    first,
    /^ops +12 +40 +3 +1 +2 +1 min 30 s +1 h 2 min +.*00:01:00.* failed: it answered 500/,
  )
  t.match(second, /^night +0 +0 +0 +0 +0 +- +- +2026.* told/)
  const recovered = { ...ops, last_delivered_at: '2026-01-01T00:02:00.000Z' }
  t.match((await run([recovered]))[1], /00:02:00\.000Z told/)
  t.match((await run([night]))[1], /- +-$/)
})

t.test('that nobody has been told is said, and all of it is there as JSON', async t => {
  t.match(await run([]), [/Nobody/])
  t.strictSame(JSON.parse((await run([ops], { json: true }))[0] ?? ''), { channels: [ops] })
})
