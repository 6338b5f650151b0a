import Joi from 'joi'
import t from 'tap'
import { redecideByFacts } from '../../../../core/auditing/redeciding/redecide-answer.ts'
import type { Recheck, Unjudged } from '../../../../core/auditing/redeciding/redeciding.ts'
import { createGateKeeper } from '../../../../core/gates/gate-keeper.ts'
import { rolloutConfig } from '../../../../plugins/rollout/config.ts'
import { createDriftGate, judgingDrift } from '../../../../plugins/rollout/drift/drift-gate.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { silentLog as log } from '../../../support/silent-log.ts'

const clock = createFakeClock()
const ago = (seconds: number): Date => new Date(clock.now().getTime() - seconds * 1_000)
const config = Joi.attempt({ targets: { production: {} } }, rolloutConfig([]))
const row = {
  ...{ target: 'production', is_watched: true, condition: 'matches', every_seconds: 60 },
  ...{ drift_event_id: 'd', drift_text: 'web runs another image.', look_event_id: 'l' },
  ...{ unreachable_event_id: 'u', unreachable_text: 'It is down.', looked_at: ago(100) },
}

/** What the gate answers of a target, and what is found of that answer again. */
async function answer(found: object | null, change: (facts: object) => object = facts => facts) {
  const rows = async () => ({ rows: found ? [found] : [], position: 7n })
  const keeper = createGateKeeper({ clock, log })
  keeper.offer('rollout', [createDriftGate({ clock, config, rows } as never)])
  const { decision, reasons, facts } = await keeper.ask('drift', {})
  const asked = { question: {}, answer: { decision, reasons, facts: change(facts ?? {}) } }
  const judged = await redecideByFacts(judgingDrift)(
    { ...asked, rules: '', judgedAt: clock.now() },
    config,
  )
  return { said: `${decision} ${reasons[0]?.code ?? ''}`.trim(), differs: differing(judged) }
}

const differing = (found: readonly (Recheck | Unjudged)[]): readonly string[] =>
  found
    .filter(
      one => one.of === 'no_facts' || JSON.stringify(one.recorded) !== JSON.stringify(one.judged),
    )
    .map(({ what }) => what)

const cases = [
  [{}, 'allow'],
  [{ condition: 'drifted' }, 'deny target_drifted'],
  [{ condition: 'unreachable' }, 'warn target_unreachable'],
  [{ condition: 'unknown' }, 'warn nothing_approved'],
  [{ looked_at: ago(4_000) }, 'warn target_not_looked_at'],
  [{ looked_at: null }, 'warn target_not_looked_at'],
  [{ is_watched: false }, 'warn target_not_watched'],
] as const

t.test('what a target is known by is what it is answered by, and judged again by', async t => {
  for (const [change, said] of cases)
    t.strictSame(await answer({ ...row, ...change }), { said, differs: [] })
  t.strictSame(await answer(null), { said: 'warn target_not_watched', differs: [] })
})

t.test('an answer is named whose facts, or whose target, are others', async t => {
  const found = (facts: object) => ({ ...facts, found: null })
  t.strictSame((await answer(row, found)).differs, ['the answer of gate drift'])
  const elsewhere = (facts: object) => ({ ...facts, settings: { target: 'staging' } })
  t.strictSame((await answer(row, elsewhere)).differs, [
    'the answer of gate drift: what it judges by',
  ])
})
