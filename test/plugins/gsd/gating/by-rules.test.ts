import Joi from 'joi'
import t from 'tap'
import type { Gate } from '../../../../core/gate.ts'
import { sentenceOf } from '../../../../plugins/gsd/answering/timeline.ts'
import { askGates, judgeGates } from '../../../../plugins/gsd/gating/ask-gates.ts'
import { decisionStream } from '../../../../plugins/gsd/run.ts'
import { createLedgerHost } from '../ledger-host.ts'
import { gsdConfig } from '../../../support/shipped-config.ts'
import { boardId, ci, releaseId, runId } from '../story.ts'

const disk: Gate = {
  name: 'disk',
  summary: 'Is there room?',
  question: Joi.object({}),
  answer: async () => ({ reasons: [], position: 20_000n }),
}
const host = await createLedgerHost(t, [disk])
const asked = { actor: ci, runId, runRevision: 4, boardId, releaseId }

async function judgeBy(config: object, run = asked) {
  const { value } = gsdConfig.validate(config)
  const [judgement] = await askGates({ ...host, config: value }, { ...asked, ...run }, ['rollout'])
  for await (const event of host.read(decisionStream(judgement?.cited?.decisionId ?? 'none')))
    if (event.type === 'gsd.GatesJudged') return { cited: judgement?.cited, data: event.data }
  throw new Error('nothing is recorded')
}

t.test('a gate that is mapped to nothing is a recorded answer of the rules', async t => {
  const { data, cited } = await judgeBy({ gates: { rollout: [] } })
  t.match(data, { decision: 'allow', facts: { mode: 'enforce' } })
  t.strictSame(
    data.facts.replies.map(({ gate, asking }) => [gate, asking]),
    ['disk', 'continuity', 'images'].map(gate => [gate, 'not_mapped']),
  )
  const byRules = ['disk', 'continuity', 'images'].map(gate => ({ gate, answer: 'not_asked' }))
  t.strictSame(cited?.byRules, byRules)
  t.strictSame(judgeGates(data.decisionId, data.facts), data)
})

t.test('only what Decklog asks unless it is told otherwise is missed', async t => {
  const gates = { rollout: [{ gate: 'disk' }, { gate: 'own' }], validation: [] }
  const { cited } = await judgeBy({ gates })
  t.same(cited?.byRules, [
    { gate: 'continuity', answer: 'not_asked' },
    { gate: 'images', answer: 'not_asked' },
  ])
})

t.test(
  'a gate whose deny refuses nothing is one too, where the run is held to the rules',
  async t => {
    const gateModes = { release: 'warn' }
    const { cited } = await judgeBy({ gateModes, gates: { rollout: [{ gate: 'disk' }] } })
    t.match(cited, { mode: 'warn', byRules: [{ gate: 'disk', answer: 'not_enforced' }, {}, {}] })
  },
)

t.test('so is one whose own mode is watch or warn, with what it found', async t => {
  const found = { mode: 'watch', decision: 'deny', reasons: [] } as const
  const watched = { decision: 'allow', reasons: [], position: 7n, withheld: found } as const
  const gate = async () => watched
  const { value: config } = gsdConfig.validate({ gates: { rollout: [{ gate: 'disk' }] } })
  const telemetry = { ...asked, releaseId: null }
  const [judgement] = await askGates({ ...host, gate, config }, telemetry, ['rollout'])
  t.match(judgement?.cited, {
    decision: 'allow',
    byRules: [{ gate: 'disk', answer: 'not_enforced' }],
  })
  t.match(judgement?.replies[0], { answer: { withheld: { mode: 'watch', decision: 'deny' } } })
})

t.test('rules as they are shipped answer for no gate', async t => {
  const { cited, data } = await judgeBy({})
  t.notOk(cited && 'byRules' in cited)
  t.notOk('byRules' in data.facts)
})

t.test('the timeline says it in words', async t => {
  const { cited } = await judgeBy({ gates: { rollout: [{ gate: 'disk' }] } })
  if (!cited) throw new Error('nothing is cited')
  const data = { runId, step: 'rollout', effect: 'allowed', bypassId: null, ...cited } as const
  t.equal(
    sentenceOf({ type: 'gsd.GateDecided', data }),
    'Gates allow entering rollout: disk allow, continuity not asked, by the rules, images not asked, by the rules.',
  )
})
