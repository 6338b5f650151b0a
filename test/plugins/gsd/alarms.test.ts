import t from 'tap'
import { gsdAlarms } from '../../../plugins/gsd/alarms.ts'
import { signalOf } from '../../support/signals.ts'

const facts = { runId: 'r1', step: 'rollout', boardId: null }
const judged = (decision: string): object =>
  signalOf(gsdAlarms, 'gate', { type: 'gsd.GatesJudged', data: { decision, facts } })

t.test(
  'gates are an alarm of the run and step that they deny, until they no longer do',
  async t => {
    const cause = 'gate r1 rollout'
    t.match(judged('deny'), { state: 'raised', severity: 'warning', cause })
    for (const decision of ['warn', 'allow']) t.match(judged(decision), { state: 'cleared', cause })
  },
)
