import Joi from 'joi'
import t from 'tap'
import type { Gate } from '../../../../core/gate.ts'
import { digestOf } from '../../../../core/digest.ts'
import { askGates, judgeGates } from '../../../../plugins/gsd/gating/ask-gates.ts'
import { decisionStream } from '../../../../plugins/gsd/run.ts'
import { createLedgerHost } from '../ledger-host.ts'
import { boardId, ci, releaseId, runId } from '../story.ts'

const eventId = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'
const warning = { decision: 'warn', code: 'disk_warning', text: 'Warning.', eventIds: [eventId] }
const disk: Gate = {
  name: 'disk',
  summary: 'Is there room?',
  question: Joi.object({}),
  answer: async () => ({
    reasons: [warning as { decision: 'warn' } & typeof warning],
    position: 20_000n,
  }),
}
const images: Gate = {
  name: 'images',
  summary: 'Takes another question than it is asked.',
  question: Joi.object({ other: Joi.string().required() }),
  answer: async () => ({ reasons: [], position: 1n }),
}
const verification: Gate = {
  name: 'verification',
  summary: 'Cannot answer.',
  question: Joi.object({ release_id: Joi.string().required(), board_id: Joi.string() }),
  answer: () => Promise.reject(new Error('the read model is behind')),
}

const host = await createLedgerHost(t, [disk, images, verification])
const asked = { actor: ci, runId, runRevision: 4, boardId, releaseId }

async function recordOf(decisionId = '') {
  for await (const event of host.read(decisionStream(decisionId)))
    if (event.type === 'gsd.GatesJudged') return event
  throw new Error(`${decisionId} is not recorded`)
}

t.test('a decision is recorded whole, and made again from its own facts', async t => {
  const [judgement] = await askGates(host, asked, ['rollout'])
  const { data, metadata } = await recordOf(judgement?.cited?.decisionId)
  t.strictSame(judgeGates(data.decisionId, data.facts), data)
  t.equal(judgement?.cited?.recordDigest, digestOf(data))
  t.equal(metadata['actor'], 'service:ci')
  t.match(data, { decision: 'deny', eventIds: [eventId], position: '20000' })
  t.match(data.facts, { step: 'rollout', mode: 'enforce', runRevision: 4, boardId, releaseId })
})

t.test('it says of each gate what it was asked and said, or why it was not asked', async t => {
  const [judgement] = await askGates(host, asked, ['rollout'])
  const { data } = await recordOf(judgement?.cited?.decisionId)
  t.match(data.facts.replies, [
    {
      gate: 'disk',
      asking: 'asked',
      question: {},
      answer: { decision: 'warn', position: '20000' },
    },
    { gate: 'continuity', asking: 'not_offered', question: { board_id: boardId }, answer: null },
    {
      ...{ gate: 'images', asking: 'asked', question: { release_id: releaseId } },
      answer: { decision: 'deny', reasons: [{ code: 'gate_question_refused' }], position: null },
    },
  ])
  t.strictSame(judgement?.cited?.gates, [
    { gate: 'disk', decision: 'warn' },
    { gate: 'images', decision: 'deny' },
  ])
})

t.test('a gate about what the run lacks is not asked', async t => {
  const bare = { ...asked, releaseId: null }
  const [judgement] = await askGates(host, bare, ['completion'])
  const { data } = await recordOf(judgement?.cited?.decisionId)
  t.match(data.facts, {
    mode: 'warn',
    replies: [{ gate: 'verification', asking: 'fact_missing', missing: ['release_id'] }],
  })
  t.match(data, { decision: 'allow', position: null })
})

t.test('a gate that cannot answer denies', async t => {
  const [judgement] = await askGates(host, asked, ['hardening'])
  t.match(judgement?.cited, { decision: 'deny', gates: [{ gate: 'verification' }] })
})

t.test('a gate is told the board of the run where the run has one', async t => {
  const questionOf = async (
    run: typeof asked | (Omit<typeof asked, 'boardId'> & { boardId: null }),
  ) => {
    const [judgement] = await askGates(host, run, ['hardening'])
    const { data } = await recordOf(judgement?.cited?.decisionId)
    return data.facts.replies[0]?.question
  }
  t.strictSame(await questionOf(asked), { release_id: releaseId, board_id: boardId })
  t.strictSame(await questionOf({ ...asked, boardId: null }), { release_id: releaseId })
})

t.test('a step that asks no gate leaves no decision', async t => {
  t.match(await askGates(host, asked, ['planning', 'validation']), [
    { step: 'planning', cited: null },
    { step: 'validation', cited: null },
  ])
})
