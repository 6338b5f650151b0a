import t from 'tap'
import type { GateReply } from '../../../../plugins/gsd/events/gate-events.ts'
import { denialsOf, denied } from '../../../../plugins/gsd/running/denied.ts'
import { change, ci, minuteOf, next, releaseId, start, tell, type Story } from '../story.ts'

const replies: readonly GateReply[] = [
  {
    gate: 'disk',
    asking: 'asked',
    question: {},
    missing: [],
    answer: {
      decision: 'deny',
      reasons: [
        { decision: 'deny', code: 'disk_critical', text: '/data is critical.', eventIds: ['e1'] },
        { decision: 'warn', code: 'disk_warning', text: '/ is warning.', eventIds: [] },
      ],
      position: '1',
    },
  },
]
const by = { actor: ci, authority: 'may_not_approve', at: minuteOf(0) } as const

function refusalOf(story: Story): { message: string; allowed: Record<string, readonly string[]> } {
  const told = change({ stage: 'rollout' }, { gates: { rollout: 'deny' }, mode: 'enforce' })
  const denials = denialsOf(next(story, told))
  const { message, extra } = denied(denials, { before: story.run, by }, () => replies)
  const allowed = extra['allowed_now'] as { to: string; needs: readonly string[] }[]
  return { message, allowed: Object.fromEntries(allowed.map(({ to, needs }) => [to, needs])) }
}

t.test('a refusal by gates says which denied, and why', async t => {
  const { message } = refusalOf(tell(start({ releaseId }), change({ stage: 'implementation' })))
  t.equal(message, 'Entering rollout is denied by gate disk: /data is critical. (disk_critical)')
})

t.test('what lies behind a gate that denied needs that gate', async t => {
  const held = refusalOf(tell(start({ releaseId }), change({ stage: 'implementation' })))
  t.match(held.allowed, {
    planning: ['reason'],
    rollout: ['gate:disk'],
    validation: ['reason', 'gate:disk'],
    completed: ['reason', 'gate:disk'],
  })
  t.strictSame(held.allowed['failed'], ['reason'], 'and to give up needs none')
  const telemetry = refusalOf(tell(start()))
  t.strictSame(telemetry.allowed['rollout'], ['gate:disk'])
  t.strictSame(telemetry.allowed['validation'], [], 'a run that may skip it need not pass it')
})
