import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { NewEvent } from '../../../core/ledger/ledger.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { createProxy } from '../../support/proxy.ts'
import { silentLog } from '../../support/silent-log.ts'

const event = (bytes: number): NewEvent => ({
  id: randomUUID(),
  type: 'window.Tested',
  data: { text: 'x'.repeat(bytes) },
  metadata: { plugin: 'window', receivedAt: '2026-01-01T00:00:00.000Z' },
})

// How long the network stays broken is what this test is about.
const outage = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

t.test(
  'a connection that ends under very many appends fails each of them, and nothing else',
  async t => {
    const unhandled: unknown[] = []
    const note = (reason: unknown): unknown => unhandled.push(reason)
    process.on('unhandledRejection', note)
    t.teardown(() => process.off('unhandledRejection', note))
    const proxy = await createProxy(t, await createTestLedgerUrl(t))
    const ledger = createLedger({ url: proxy.url, log: silentLog })
    t.teardown(() => ledger.close())
    for (const bytes of [100, 14_000]) {
      await ledger.append(`windowTest-${randomUUID()}`, [event(bytes)])
      await proxy.set('black_hole')
      const appends = Array.from({ length: 2_000 }, () =>
        ledger.append(`windowTest-${randomUUID()}`, [event(bytes)]),
      )
      const settled = Promise.allSettled(appends)
      await outage(300)
      await proxy.set('reset')
      const outcomes = await settled
      t.ok(outcomes.some(outcome => outcome.status === 'rejected'))
      await proxy.set('pass')
    }
    await outage(100)
    t.strictSame(unhandled, [])
  },
)
