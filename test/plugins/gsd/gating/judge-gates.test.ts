import fc from 'fast-check'
import t from 'tap'
import { digestOf } from '../../../../core/digest.ts'
import { gsdEvents } from '../../../../plugins/gsd/events.ts'
import { citationOf, judgeGates } from '../../../../plugins/gsd/gating/ask-gates.ts'
import type { GateFacts, GateReply } from '../../../../plugins/gsd/events/gate-events.ts'
import { emptyList } from '../../../support/empty-list.ts'

const example = gsdEvents['gsd.GatesJudged'].example
const decisions = ['allow', 'warn', 'deny'] as const

const reply = (
  gate: string,
  decision: (typeof decisions)[number],
  position: string | null,
): GateReply => ({
  ...{ gate, asking: 'asked', question: {}, missing: [] },
  answer: {
    decision,
    reasons:
      decision === 'allow'
        ? []
        : [{ decision, code: 'because', text: 'Because.', eventIds: [`${gate}-event`, 'shared'] }],
    position,
  },
})
const facts = (...replies: readonly GateReply[]): GateFacts => ({ ...example.facts, replies })

t.test('the worst answer decides, and everything behind it is named once', async t => {
  const record = judgeGates(
    example.decisionId,
    facts(
      reply('disk', 'warn', '900'),
      reply('images', 'deny', '1000'),
      reply('continuity', 'allow', null),
    ),
  )
  t.match(record, { decision: 'deny', position: '900' })
  t.strictSame(record.eventIds, ['disk-event', 'shared', 'images-event'])
})

t.test('gates that were not asked decide nothing', async t => {
  const unasked = { gate: 'images', question: {}, answer: null }
  const record = judgeGates(
    example.decisionId,
    facts(
      { ...unasked, asking: 'not_offered', missing: [] },
      { ...unasked, asking: 'fact_missing', missing: ['release_id'] },
    ),
  )
  t.match(record, { decision: 'allow', position: null })
  t.match(citationOf(record), { gates: emptyList })
})

t.test('a record is made again, to the byte, from the facts that are in it', async t => {
  t.strictSame(judgeGates(example.decisionId, example.facts), example)
  const answers = fc.tuple(fc.constantFrom(...decisions), fc.option(fc.nat().map(String)))
  fc.assert(
    fc.property(fc.array(answers), drawn => {
      const replies = drawn.map(([decision, at], index) => reply(`gate${index}`, decision, at))
      const record = judgeGates(example.decisionId, facts(...replies))
      const read = JSON.parse(JSON.stringify(record))
      t.equal(JSON.stringify(judgeGates(read.decisionId, read.facts)), JSON.stringify(record))
      t.equal(citationOf(record)?.recordDigest, digestOf(read))
    }),
  )
})
