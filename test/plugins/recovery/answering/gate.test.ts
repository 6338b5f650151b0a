import t from 'tap'
import type { GateReason } from '../../../../core/gate.ts'
import { createFakeClock } from '../../../../core/testing/fake-clock.ts'
import { createGate, judgingRecovery } from '../../../../plugins/recovery/answering/gate.ts'
import { type AskedGate, recoveryConfig } from '../../../../plugins/recovery/config.ts'

const board = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'
const other = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0002'
const clock = createFakeClock()
const hoursAgo = (hours: number): Date => new Date(clock.now().getTime() - hours * 3_600_000)
const question = { policy: 'one', kind: 'disk', subject_id: 'd', host: 'web01', board_id: null }

interface Around {
  readonly runs?: readonly { readonly board_id: string | null; readonly hours: number }[]
  readonly gates?: readonly AskedGate[]
  readonly answers?: Readonly<Record<string, readonly GateReason[]>>
}

async function ask(about: object, { runs = [], gates = [], answers = {} }: Around) {
  const asked: object[] = []
  const rows = runs.map(({ board_id, hours }, at) => ({
    ...{ id: `run${at}`, run_name: 'A release', board_id, updated_at: hoursAgo(hours) },
  }))
  const finding = await createGate({
    ...{ clock, config: { ...recoveryConfig([]).validate({}).value!, gates } },
    all: async (_name: string, which?: object) => {
      t.strictSame(which, { equals: { stage: 'rollout', status: 'in_progress' } })
      return { rows, position: 7n } as never
    },
    gate: async (gate: string, facts: object) => {
      asked.push({ gate, facts })
      return { reasons: (answers[gate] ?? []).map(one => ({ ...one, gate })) } as never
    },
  }).answer({ ...question, ...about }, new AbortController().signal)
  // What was recorded with an answer says it once more, as JSON.
  const facts = JSON.parse(JSON.stringify(finding.facts))
  t.strictSame(judgingRecovery.judge(facts), finding.reasons)
  return { ...finding, asked, codes: finding.reasons.map(({ code }) => code) }
}

t.test('nothing is denied where no run is rolling out and no gate takes part', async t => {
  const { reasons, position } = await ask({}, {})
  t.strictSame(reasons, [])
  t.equal(position, 7n)
})

t.test('what a run is rolling out is left alone: its board, and what is of none', async t => {
  const of = (board_id: string | null) => ({ runs: [{ board_id, hours: 1 }] })
  t.strictSame((await ask({ board_id: board }, of(board))).codes, ['rolling_out'])
  t.strictSame((await ask({ board_id: null }, of(board))).codes, ['rolling_out'])
  t.strictSame((await ask({ board_id: other }, of(board))).codes, [])
  t.strictSame((await ask({ board_id: other }, of(null))).codes, ['rolling_out'])
})

t.test('a run that was left behind in its rollout holds nothing back for ever', async t => {
  const after = (hours: number) => ({ runs: [{ board_id: null, hours }] })
  t.strictSame((await ask({}, after(6))).codes, ['rolling_out'])
  t.strictSame((await ask({}, after(6.01))).codes, [])
})

t.test(
  'a gate that takes part is asked about what it is about, and what it says counts',
  async t => {
    const gates: readonly AskedGate[] = [
      { gate: 'freeze', about: ['board_id'], alsoAbout: ['host', 'policy'] },
    ]
    const frozen = {
      decision: 'deny',
      code: 'frozen',
      text: 'It is frozen.',
      eventIds: ['e'],
    } as const
    const hot = { ...frozen, decision: 'warn', code: 'hot' } as const
    const answers = { freeze: [frozen, hot] }
    const on = await ask({ board_id: board, host: null }, { gates, answers })
    t.strictSame(on.reasons, [frozen, hot])
    t.strictSame(on.asked, [{ gate: 'freeze', facts: { board_id: board, policy: 'one' } }])
    const without = await ask({}, { gates, answers })
    t.strictSame([without.codes, without.asked], [[], []], 'it is about boards')
  },
)
