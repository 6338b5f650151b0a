import t from 'tap'
import { continuityEvents } from '../../../../plugins/continuity/event-specs.ts'
import { diskEvents } from '../../../../plugins/disk/event-specs.ts'
import { signals } from '../../../../plugins/notify/raising/signals.ts'

const change = diskEvents['disk.PressureChanged'].example
const agent = continuityEvents['continuity.Changed'].example
const lost = continuityEvents['continuity.RuntimeLost'].example

const disk = (to: string): object => signals['disk.PressureChanged']({ ...change, to })
const continuity = (to: string): object => signals['continuity.Changed']({ ...agent, to })

t.test(
  'a disk is an alarm from warning on, critical from critical on, and over when it is ok',
  async t => {
    t.match(disk('warning'), { state: 'raised', severity: 'warning' })
    t.match(disk('unknown'), { state: 'raised', severity: 'warning' })
    t.match(disk('critical'), { state: 'raised', severity: 'critical' })
    t.match(disk('emergency'), { state: 'raised', severity: 'critical' })
    t.match(disk('ok'), { state: 'cleared' })
  },
)

t.test('an agent is an alarm of its board while it is stale or unreachable', async t => {
  t.match(continuity('stale'), { state: 'raised', severity: 'warning', boardId: agent.boardId })
  t.match(continuity('unreachable'), { state: 'raised', severity: 'critical' })
  for (const to of ['alive', 'new', 'paused']) t.match(continuity(to), { state: 'cleared' })
  const { boardId, agentId, name } = agent
  t.match(signals['continuity.AgentRetired']({ boardId, agentId, name }), {
    state: 'cleared',
    cause: `agent ${agentId}`,
  })
})

t.test('a lost runtime is one alarm, told with those of the agents of its board', async t => {
  const raised = signals['continuity.RuntimeLost'](lost)
  const { boardId, boardName } = lost
  const cleared = signals['continuity.RuntimeRestored']({ boardId, boardName })
  t.match(raised, { state: 'raised', severity: 'critical', group: `board ${boardId}` })
  t.match(cleared, { state: 'cleared', cause: raised.cause })
  t.match(signals['continuity.Changed']({ ...agent, boardId, to: 'stale' }), {
    group: raised.group,
  })
})

t.test(
  'gates are an alarm of the run and step that they deny, until they no longer do',
  async t => {
    const facts = { runId: 'r1', step: 'rollout', boardId: null }
    const denied = signals['gsd.GatesJudged']({ decision: 'deny', facts })
    t.match(denied, { state: 'raised', severity: 'warning', cause: 'gate r1 rollout' })
    for (const decision of ['warn', 'allow'])
      t.match(signals['gsd.GatesJudged']({ decision, facts }), {
        state: 'cleared',
        cause: denied.cause,
      })
  },
)

t.test('a failed verification names the checks that were not passed', async t => {
  const checks = [
    { name: 'disk', required: 'required', verdict: 'passed' },
    { name: 'running_images', required: 'required', verdict: 'failed' },
  ]
  const data = { target: 'production', boardId: null, verdict: 'failed', checks }
  const failed = signals['rollout.VerificationFinished'](data)
  t.match(failed, { state: 'raised', severity: 'critical' })
  t.match(failed.text, /running_images/)
  t.notMatch(failed.text, /disk/)
})

t.test('a read model that stands still is an alarm until it moves', async t => {
  const projection = 'disk-status'
  const still = signals['core.ProjectionStalled']({ projection, reason: 'stopped' })
  t.match(still, { state: 'raised', severity: 'critical' })
  t.match(signals['core.ProjectionResumed']({ projection }), {
    state: 'cleared',
    cause: still.cause,
  })
})
