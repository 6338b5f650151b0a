import t from 'tap'
import { redecideByFacts } from '../../../../core/auditing/redeciding/redecide-answer.ts'
import type { Recheck, Unjudged } from '../../../../core/auditing/redeciding/redeciding.ts'
import type { GateReason } from '../../../../core/gate.ts'
import { createGateKeeper } from '../../../../core/gates/gate-keeper.ts'
import { createGuardGate, judgingGuard } from '../../../../core/guarding/answering/guard-gate.ts'
import type { GuardSubject } from '../../../../core/guarding/guard-view.ts'
import { createFakeClock } from '../../../../core/testing/fake-clock.ts'
import { createChance } from '../../../plugins/redeciding/chance.ts'
import { rounds } from '../../../support/rounds.ts'
import { silentLog as log } from '../../../support/silent-log.ts'

const chance = createChance(20_260_103)
const now = new Date('2026-01-01T12:00:00.000Z')
const levels = ['ok', 'ok', 'warning', 'critical', 'emergency'] as const

function randomSubject(index: number): GuardSubject {
  const level = chance.pick([...levels, 'unknown'] as const)
  const forecast = {
    ...{ reachesInSeconds: 7_200, lowSeconds: 3_600, highSeconds: 9_000 },
    level: 'critical' as const,
  }
  return {
    ...{ id: `id${index}`, host: 'web-1', boardId: null, subject: `tank ${index}`, level },
    ...{ held: chance.pick(levels), since: chance.pick([null, now]), text: 'The level is 7.' },
    ...{ values: { fill: chance.below(100) }, measures: [], readAt: chance.pick([null, now]) },
    forecast: chance.pick([{}, { fill: forecast }]),
    failure: chance.pick([null, 'It is locked.']),
    state: chance.pick(['read', 'read', 'failing', 'silent', 'gone', 'forgotten'] as const),
    forgottenAt: chance.pick([null, now]),
    eventIds: [`event${index}`],
    actions: [{ code: 'drain', title: 'Drain it', why: 'It is full.' }],
    more: { colour: 'red' },
  }
}

const ownReasons = ({ subject, values, readAt }: GuardSubject): readonly GateReason[] =>
  (values['fill'] ?? 0) < 50
    ? []
    : [
        {
          ...{ decision: 'warn', code: 'tank_full', eventIds: [] },
          text: `${subject} was full at ${String(readAt?.toISOString())}`,
        },
      ]

/** What a guard's gate answers about subjects that chance has made, and what judges it again. */
async function ask(question: object, subjects: readonly GuardSubject[], how: 'own' | 'core') {
  const reasons = how === 'own' ? { reasons: ownReasons } : {}
  const guard = { name: 'tank', about: 'all', ...reasons } as const
  const view = { subjects: async () => ({ subjects, position: 7n }) }
  const keeper = createGateKeeper({ clock: createFakeClock(), log })
  const gate = createGuardGate(
    { machine: { name: 'web-1', root: '/' } },
    {
      ...{ ...guard, summary: '', view },
    },
  )
  keeper.offer('tank', [gate])
  const answer = await keeper.ask('tank', question)
  return { answer, judge: redecideByFacts(judgingGuard(guard)) }
}

async function again(
  { answer, judge }: Awaited<ReturnType<typeof ask>>,
  question: object,
  change: (facts: object) => object = facts => facts,
): Promise<readonly string[]> {
  const recorded = JSON.parse(JSON.stringify(answer, (_, one) => plain(one)))
  const facts = change(recorded.facts)
  const asked = { question: { ...question }, rules: '', judgedAt: now }
  return differing(await judge({ ...asked, answer: { ...recorded, facts } }, {}))
}

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

const differing = (found: readonly (Recheck | Unjudged)[]): readonly string[] =>
  found
    .filter(
      one => one.of === 'no_facts' || JSON.stringify(one.recorded) !== JSON.stringify(one.judged),
    )
    .map(({ what }) => what)

t.test('answers of a guard about what chance has made are judged the same again', async t => {
  const decisions = new Set<string>()
  for (let done = 0; done < rounds(100, 5_000); done += 1) {
    const subjects = Array.from({ length: chance.pick([0, 1, 5, 70]) }, (_, n) => randomSubject(n))
    const question = chance.pick([{}, { host: 'web-1' }, { subject: 'tank 1' }])
    const asked = await ask(question, subjects, chance.pick(['own', 'core']))
    decisions.add(asked.answer.decision)
    const found = await again(asked, question)
    if (found.length > 0) t.strictSame({ found, subjects }, [])
  }
  t.strictSame([...decisions].sort(), ['allow', 'deny', 'warn'])
})

t.test('an answer of a guard is named whose facts are not what it was made from', async t => {
  const ill = { ...randomSubject(1), level: 'critical', state: 'read', held: 'critical' } as const
  const asked = await ask({}, [ill], 'core')
  t.strictSame(await again(asked, {}), [])
  t.strictSame(await again(asked, { host: 'web-2' }), [
    'the answer of gate tank: what it was asked',
  ])
  const well = (facts: object) => ({ ...facts, subjects: [], fine: 1 })
  t.strictSame(await again(asked, {}, well), ['the answer of gate tank'])
})

t.test('what is recorded of an answer does not grow with what is fine', async t => {
  const fine = { ...randomSubject(1), level: 'ok', held: 'ok', state: 'read' } as const
  const many = Array.from({ length: 5_000 }, () => ({ ...fine, forecast: {} }))
  const { answer } = await ask({}, many, 'core')
  t.strictSame(answer.facts, { question: {}, fine: 5_000, subjects: [] })
})
