import t from 'tap'
import { createBarrier, type Barrier } from '../../../core/ledger/barrier.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import type { Appended, NewEvent } from '../../../core/ledger/ledger.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

interface Append {
  readonly stream: string
  readonly events: readonly NewEvent[]
  resolve(appended: Appended): void
  reject(error: Error): void
}

function prepare(): { barrier: Barrier; appends: Append[] } {
  const appends: Append[] = []
  const barrier = createBarrier({
    nodeName: 'web01',
    clock: createFakeClock(),
    catalog: createEventCatalog(coreEventSources),
    writer: {
      append: (stream, events) =>
        new Promise((resolve, reject) => appends.push({ stream, events, resolve, reject })),
    },
  })
  return { barrier, appends }
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

t.test('answers the position of a barrier in the stream of its node', async t => {
  const { barrier, appends } = prepare()
  const raised = barrier.raise('canary')
  t.match(appends, [
    { stream: 'barrier-web01', events: [{ data: { machine: 'web01', purpose: 'canary' } }] },
  ])
  appends[0]?.resolve({ revision: 0n, position: 7n })
  t.equal(await raised, 7n)
})

t.test('shares one barrier among all who ask while another is under way', async t => {
  const { barrier, appends } = prepare()
  const first = barrier.raise()
  const waiting = [barrier.raise(), barrier.raise(), barrier.raise()]
  t.equal(appends.length, 1)
  appends[0]?.resolve({ revision: 0n, position: 1n })
  t.equal(await first, 1n)
  await settled()
  t.equal(appends.length, 2)
  appends[1]?.resolve({ revision: 1n, position: 2n })
  t.strictSame(await Promise.all(waiting), [2n, 2n, 2n])
})

t.test('raises the next one after one has failed', async t => {
  const { barrier, appends } = prepare()
  const first = barrier.raise()
  const second = barrier.raise()
  appends[0]?.reject(new Error('ledger down'))
  await t.rejects(first, { message: 'ledger down' })
  await settled()
  appends[1]?.resolve({ revision: 0n, position: 3n })
  t.equal(await second, 3n)
})
