import t from 'tap'
import { sample } from '../examples.ts'
import { createHistories } from '../../../../plugins/disk/forecasting/histories.ts'
import { sampleStream } from '../../../../plugins/disk/streams.ts'
import { moment, readFailed, sampled } from '../observations.ts'
import { createTestHost } from '../test-host.ts'

const HOUR = 3600
const stream = sampleStream(sample.diskId)

t.test('a guard that starts again looks back on what it had seen', async t => {
  const events = [
    sampled(0, 0, { availableBytes: 9 }),
    sampled(HOUR, 1, { availableBytes: 8 }),
    readFailed(2 * HOUR, 2),
    sampled(3 * HOUR, 3, { availableBytes: 7 }),
  ]
  const histories = createHistories(createTestHost({ streams: { [stream]: events } }))
  const history = await histories.extend(sample.diskId, {
    at: moment(6.5 * HOUR),
    availableBytes: 6,
  })
  t.strictSame(
    history.map(({ availableBytes }) => availableBytes),
    [8, 7, 6],
  )
})

t.test('there is no history while the ledger cannot be read, and there is one after', async t => {
  let up = false
  const working = createTestHost({ streams: { [stream]: [sampled(0, 0)] } })
  const host = {
    ...working,
    read: (...args: Parameters<typeof working.read>) => {
      if (up) return working.read(...args)
      throw new Error('the ledger is away')
    },
  }
  const histories = createHistories(host)
  const now = { at: moment(60), availableBytes: 1 }
  t.strictSame(await histories.extend(sample.diskId, now), [])
  up = true
  t.equal((await histories.extend(sample.diskId, now)).length, 2)
})
