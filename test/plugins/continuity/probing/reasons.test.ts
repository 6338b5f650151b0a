import t from 'tap'
import { reasonNames } from '../../../../plugins/continuity/words.ts'
import { startHttpRuntime, startTcpRuntime } from './runtimes.ts'
import { targetAt, watchAgent, type WatchedAgent } from './watched-agent.ts'

const shown = new Set<string>()

function shows(t: { equal(found: unknown, wanted: unknown): boolean }, agent: WatchedAgent) {
  return (wanted: string): void => {
    const reason = agent.reason()
    t.equal(reason, wanted)
    shown.add(reason)
  }
}

t.test('beats alone', async t => {
  const agent = watchAgent(t, {})
  const stands = shows(t, agent)
  stands('awaiting_first_heartbeat')
  await agent.pass(15)
  stands('heartbeat_missing')
  agent.beat()
  stands('healthy')
  await agent.pass(14)
  stands('healthy')
  await agent.pass(1)
  stands('heartbeat_stale')
  agent.pause()
  stands('paused')
})

t.test('work that failed', async t => {
  const agent = watchAgent(t, {})
  const stands = shows(t, agent)
  agent.fail()
  stands('job_failed')
})

t.test('beats of a timer while the work stands still', async t => {
  const agent = watchAgent(t, {})
  const stands = shows(t, agent)
  for (const counter of [1, 2, 2, 2]) {
    agent.beat(counter)
    stands('healthy')
    await agent.pass(6)
  }
  agent.beat(2)
  stands('progress_stalled')
  agent.beat(3)
  stands('healthy')
})

t.test(
  'a runtime that lists its sessions: at work, idle, without the session, silent, slow, stopped',
  async t => {
    const runtime = await startHttpRuntime(t)
    const key = 'agent:scribe'
    const activeAt = (time: string): void =>
      runtime.say({ body: { sessions: [{ key, updatedAt: `2026-01-01T${time}Z` }] } })
    activeAt('00:00:00')
    const agent = watchAgent(t, { runtime: targetAt('sessions', runtime.url), session: key })
    const stands = shows(t, agent)
    await agent.probed(1)
    stands('runtime_activity_recent')
    await agent.pass(16)
    await agent.probed(1)
    stands('heartbeat_missing')
    activeAt('00:15:00')
    await agent.probed(1)
    stands('runtime_activity_recent')

    runtime.say({ body: [] })
    await agent.probed(1)
    stands('runtime_session_unreachable')
    activeAt('00:15:00')
    await agent.probed(1)

    for (const stop of [async () => runtime.behave('silent'), () => runtime.stop()]) {
      await stop()
      await agent.probed(2)
      stands('runtime_activity_recent')
      await agent.probed(1)
      stands('runtime_unavailable')
      runtime.behave('slow')
      await runtime.start()
      await agent.probed(1)
      stands('runtime_unavailable')
      await agent.probed(1)
      stands('runtime_activity_recent')
    }
  },
)

t.test('an agent that names no session of a runtime that has sessions', async t => {
  const runtime = await startHttpRuntime(t)
  const agent = watchAgent(t, { runtime: targetAt('sessions', runtime.url) })
  await agent.probed(1)
  shows(t, agent)('runtime_session_missing')
})

for (const kind of ['http', 'tcp'] as const)
  t.test(`an agent that is probed over ${kind} itself`, async t => {
    const runtime = await (kind === 'http' ? startHttpRuntime(t) : startTcpRuntime(t))
    const agent = watchAgent(t, { probe: targetAt(kind, runtime.url) })
    const stands = shows(t, agent)
    agent.beat()
    await agent.probed(1)
    stands('healthy')
    await runtime.stop()
    await agent.probed(3)
    stands('probe_failed')
    await runtime.start()
    await agent.probed(2)
    stands('healthy')
  })

t.test('what is not allowed to be asked says nothing about anyone', async t => {
  const agent = watchAgent(t, { runtime: targetAt('http', 'http://169.254.169.254/') })
  agent.beat()
  await agent.probed(4)
  shows(t, agent)('healthy')
})

t.test('shows every reason there is', async t => {
  t.strictSame([...shown].sort(), [...reasonNames].sort())
})
