import t from 'tap'
import type { AlarmSignal, AlarmSpecs } from '../../../core/alarm.ts'
import { gsdAlarms } from '../../../plugins/gsd/alarms.ts'
import { signalOf } from '../../support/signals.ts'

const reasons = [
  { decision: 'warn', code: 'disk_warning', text: '/ is warning.', eventIds: [] },
  { decision: 'deny', code: 'disk_critical', text: '/data is critical.', eventIds: [] },
]
const asked = { asking: 'asked', question: {}, missing: [] }
const replies = [
  { ...asked, gate: 'disk', answer: { decision: 'deny', reasons, position: '1' } },
  { ...asked, gate: 'continuity', answer: { decision: 'allow', reasons: [], position: '1' } },
  { gate: 'images', asking: 'fact_missing', question: {}, missing: ['release_id'], answer: null },
]
const facts = {
  ...{ runId: 'r1', step: 'rollout', boardId: null, replies },
  ...{ runRevision: 4, mode: 'enforce' },
}
const judged = (decision: string): AlarmSignal =>
  signalOf(gsdAlarms, 'gate', { type: 'gsd.GatesJudged', data: { decision, facts } })

t.test(
  'gates are an alarm of the run and step that they deny, until they no longer do',
  async t => {
    const cause = 'gate r1 rollout'
    t.match(judged('deny'), { state: 'raised', severity: 'warning', cause })
    for (const decision of ['warn', 'allow']) t.match(judged(decision), { state: 'cleared', cause })
  },
)

t.test('the alarm names the run, the gates that deny, and why they do', async t => {
  const { text } = judged('deny')
  t.match(text, /rollout of run r1.*gate disk: \/data is critical\. \(disk_critical\)/)
  t.match(text, /gate images lacks release_id/)
  t.notMatch(text, /warning|continuity/)
})

t.test('a start that gates refuse leaves no run behind, and so no alarm', async t => {
  const specs: AlarmSpecs = gsdAlarms
  const started = (mode: string) => {
    const data = { decision: 'deny', facts: { ...facts, runRevision: -1, mode } }
    return specs['gate']?.on['gsd.GatesJudged']?.({ data } as never)
  }
  t.equal(started('enforce'), undefined)
  t.match(started('warn'), { state: 'raised' }, 'where it starts all the same')
})

t.test('the alarms of a run end with it', async t => {
  const specs: AlarmSpecs = gsdAlarms
  const ends = specs['gate']?.ends?.['gsd.RunCompleted']
  t.match(ends?.({ data: { runId: 'r1' } } as never), { group: judged('deny').group })
})
