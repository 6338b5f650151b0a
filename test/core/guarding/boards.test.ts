import t from 'tap'
import type { Caller } from '../../../core/http/route.ts'
import { runPlugin, type RunningPlugin } from '../../../core/testing/run-plugin.ts'
import { defineGuard } from '../../../core/guarding/define-guard.ts'
import { tankModels } from './tank-guard.ts'

const [ours, theirs] = [
  'b0a4d000-0000-4000-8000-00000000000a',
  'b0a4d000-0000-4000-8000-00000000000b',
]
const of = (...boards: string[]): Caller => ({
  actor: { kind: 'service', id: 'ci' },
  scopes: ['ingest', 'read'],
  boards,
})

async function start(): Promise<RunningPlugin> {
  const guard = defineGuard({
    ...{ name: 'tank', version: '1.0.0', summary: 'Watches tanks.', every: 60 },
    measures: { level: { title: 'Level', unit: 'percent', below: { critical: 10 } } },
  })
  const running = runPlugin(guard, { projections: tankModels })
  running.start()
  await running.advance(0)
  return running
}

async function bring(running: RunningPlugin, board: string, level: number): Promise<void> {
  const reading = { subject: 'north', board, values: { level } }
  const taken = await running.contribution.guard!.take!([reading], { caller: of(board) })
  if (taken.outcomes[0]?.outcome !== 'accepted') throw new Error('it was not taken')
  await running.advance(0)
}

t.test('readings of one board say nothing of another, whatever they call a subject', async t => {
  const running = await start()
  await bring(running, ours, 5)
  await bring(running, theirs, 90)
  const { subjects } = await running.contribution.guard!.subjects({})
  t.strictSame(subjects.map(({ boardId, level }) => [boardId, level]).sort(), [
    [ours, 'critical'],
    [theirs, 'ok'],
  ])
  running.stop()
})

t.test('a gate tells who is limited to boards of these alone', async t => {
  const running = await start()
  await bring(running, ours, 5)
  const [gate] = running.contribution.gates!
  const ask = (asker: Pick<Caller, 'boards'>) =>
    gate!.answer({}, new AbortController().signal, asker)
  t.match(await ask({ boards: null }), { reasons: [{ code: 'tank_critical' }] })
  t.match(await ask(of(ours)), { reasons: [{ code: 'tank_critical' }] })
  t.match(await ask(of(theirs)), { reasons: [{ code: 'tank_not_known' }] })
  running.stop()
})
