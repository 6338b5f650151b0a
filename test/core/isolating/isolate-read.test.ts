import t from 'tap'
import { discoverExtension } from '../../../core/loading/discover-plugins.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import { until } from '../../support/until.ts'

for (const isolation of ['process', 'worker'] as const)
  t.test(`a guard that asks for a ${isolation} reads in one`, async t => {
    const from = t.testdir({
      'guard.mjs': `import { threadId } from 'node:worker_threads'
import { defineGuard } from 'decklog'
export default defineGuard({
  name: 'thread', version: '1.0.0', summary: 'Watches where it is.', every: 30, isolation: '${isolation}',
  measures: { thread: { title: 'Thread', unit: 'none' } },
  read: (_signal, { machine }) => [{ subject: machine.name, values: { thread: threadId } }],
})`,
    })
    const { plugins } = await discoverExtension({ from })
    const [guard] = plugins
    if (!guard) throw new Error('there is no guard')
    const running = runPlugin(guard)
    running.start()
    t.teardown(() => running.stop())
    await running.advance(0)
    await until('it is read', async () => {
      await running.advance(0)
      return (await running.recorded()).length > 0
    })
    const [event] = await running.recorded()
    t.match(event, { type: 'thread.Sampled', data: { subject: 'web01' } })
    const { thread } = Object(event?.data).values
    t.equal(thread > 0, isolation === 'worker')
  })
