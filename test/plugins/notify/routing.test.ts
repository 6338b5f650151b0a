import Joi from 'joi'
import t from 'tap'
import { notifyConfig } from '../../../plugins/notify/config.ts'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import { requireRouted } from '../../../plugins/notify/routing/require-routed.ts'
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

const routed = (routes: readonly object[]) =>
  Joi.attempt(
    { webhooks: ['all', 'night', 'boss'].map(name => ({ name, ...common })), routes },
    notifyConfig,
  )
const steps = [{ to: ['night'] }, { after: '10m', to: ['boss'] }]

t.test('whom a route names is told by routes alone, whoever none names at once', async t => {
  const { choose, later } = createRouting(routed([{ name: 'disks', kinds: ['disk'], steps }]))
  t.strictSame(choose(raised), ['all', 'night'])
  t.strictSame(later(raised), [
    { receiver: 'boss', route: 'disks', afterMs: 600_000, from: 'warning' },
  ])
  t.strictSame(choose({ ...raised, kind: 'gate' }), ['all'])
  t.strictSame(later({ ...raised, kind: 'gate' }), [])
})

t.test('a route is chosen by severity, board, kind and labels together', async t => {
  const takes = (route: object, alarm: object): boolean => {
    const { choose } = createRouting(routed([{ name: 'one', steps, ...route }]))
    return choose({ ...raised, ...alarm }).includes('night')
  }
  t.ok(takes({ leastSeverity: 'critical' }, { severity: 'critical' }))
  t.notOk(takes({ leastSeverity: 'critical' }, { severity: 'warning' }))
  t.ok(takes({ boards: [board] }, { boardId: board }))
  t.notOk(takes({ boards: [board] }, { boardId: null }))
  const labels = { host: 'web01', step: 'rollout' }
  t.ok(takes({ labels: { host: 'web01' } }, { labels }))
  t.notOk(takes({ labels: { host: 'web02' } }, { labels }))
  t.notOk(takes({ labels: { host: 'web01', site: 'a' } }, { labels }))
  t.notOk(takes({ labels: { host: 'web01' } }, {}))
})

t.test('what a receiver says of itself holds for routes too', async t => {
  const webhooks = [{ name: 'night', ...common, leastSeverity: 'critical' }]
  const settings = { webhooks, routes: [{ name: 'one', steps: [{ to: ['night'] }] }] }
  const { choose } = createRouting(Joi.attempt(settings, notifyConfig))
  t.strictSame(choose({ ...raised, severity: 'warning' }), [])
  t.strictSame(choose({ ...raised, severity: 'critical' }), ['night'])
})

t.test('a route that names nobody who is there is refused by name', async t => {
  const wrong = routed([{ name: 'disks', steps: [{ to: ['nihgt'] }] }])
  t.throws(() => requireRouted(wrong), {
    code: 'DECKLOG_CONFIG_INVALID',
    fields: [{ field: 'plugins.notify.routes.disks.steps', message: /nihgt.*night/ }],
  })
  t.doesNotThrow(() => requireRouted(routed([{ name: 'disks', steps }])))
  const errorOf = (route: object): string | undefined =>
    notifyConfig.validate({ routes: [route] }).error?.details[0]?.path.join('.')
  t.equal(errorOf({ name: 'none', steps: [] }), 'routes.0.steps')
  t.equal(errorOf({ name: 'twice', steps: [steps[0], steps[0]] }), 'routes.0.steps.1')
  t.equal(
    errorOf({ name: 'late', steps: [{ after: '8d', to: ['all'] }] }),
    'routes.0.steps.0.after',
  )
})
