import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { stillJudging } from '../../../core/rules/still-judging.ts'

const minute = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n))

/** A host that reads what was recorded last of each machine. */
function hostOf(last: Readonly<Record<string, readonly [type: string, at: Date]>>) {
  return {
    async *read(stream: string) {
      const found = last[stream]
      if (found) yield { type: found[0], receivedAt: found[1] } as Recorded
    },
  } as never
}

const rules = { plugin: 'disk', settings: {} } as never
const recorded = {
  ...{ digest: 'new', previousDigest: 'old', rules, machine: 'a', ownRules: {} },
  own: { a: 'new', 'b (api)': 'old' },
}

t.test('a machine that was forgotten no longer judges by rules of its own', async t => {
  const forgotten = ['core.MachineForgotten', minute(5)] as const
  const known = async (last: Parameters<typeof hostOf>[0]) =>
    (await stillJudging(hostOf(last), recorded)).own
  t.strictSame(await known({}), recorded.own, 'nothing is known against it')
  t.strictSame(await known({ 'machine-b': ['core.MachineFellSilent', minute(5)] }), recorded.own)
  t.strictSame(await known({ 'machine-b': forgotten }), {}, 'then all judge by the same')
  const heard = { 'machine-b': forgotten, 'machinePulse-b': ['core.MachineConfirmed', minute(6)] }
  t.strictSame(await known(heard as never), recorded.own, 'it was heard again')
  const before = { 'machine-b': forgotten, 'machinePulse-b': ['core.MachineConfirmed', minute(4)] }
  t.strictSame(await known(before as never), {})
})
