import Joi from 'joi'
import t from 'tap'
import { notifyConfig } from '../../../plugins/notify/config.ts'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import { createRouting } from '../../../plugins/notify/routing/routing.ts'

const raised = notifyEvents['notify.AlarmRaised'].example
const board = '0199a3c0-0000-7000-8000-0000000000b1'
const common = { url: 'https://hooks.example', secret: '0123456789abcdef' }
const config = Joi.attempt(
  {
    webhooks: [
      { name: 'all', ...common },
      { name: 'disks', kinds: ['disk'], ...common },
      { name: 'worst', leastSeverity: 'critical', ...common },
      { name: 'board', boards: [board], ...common },
    ],
  },
  notifyConfig,
)
const { choose } = createRouting(config)

t.test('a webhook is told of its kinds, its severities and its boards', async t => {
  t.strictSame(choose(raised), ['all', 'disks', 'worst'])
  t.strictSame(choose({ ...raised, severity: 'warning' }), ['all', 'disks'])
  const agent = { ...raised, kind: 'continuity', boardId: board, severity: 'warning' } as const
  t.strictSame(choose(agent), ['all', 'board'])
})
