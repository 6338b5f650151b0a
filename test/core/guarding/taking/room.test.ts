import t, { type Test } from 'tap'
import { defineGuard } from '../../../../core/guarding/define-guard.ts'
import { createRoom } from '../../../../core/guarding/taking/room.ts'
import type { TakenReadings } from '../../../../core/guarding/guard-view.ts'
import { runPlugin, type RunningPlugin } from '../../../../core/testing/run-plugin.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { receivingOf, tankModels } from '../tank-guard.ts'

const guard = defineGuard({
  ...{ name: 'tank', version: '1.0.0', summary: 'Watches tanks.', every: 60 },
  measures: { level: { title: 'Level', unit: 'percent', below: { critical: 10 } } },
})
const caller = { actor: { kind: 'service', id: 'ci' }, scopes: ['ingest'], boards: null } as const
const second = 1_000
const day = 86_400 * second
const refused = { code: 'DECKLOG_REFUSED', fields: [{ field: 'subject' }] }

function start(t: Test): RunningPlugin {
  const projections = [...tankModels, receivingOf()]
  const running = runPlugin(guard, { config: { mostSubjects: 3 }, projections })
  running.start()
  t.teardown(() => running.stop())
  return running
}

async function bring(
  { contribution, advance }: Pick<RunningPlugin, 'contribution' | 'advance'>,
  subjects: readonly string[],
  level = 50,
): Promise<readonly string[]> {
  const readings = subjects.map(subject => ({ subject, values: { level } }))
  const taken: TakenReadings = await contribution.guard!.take!(readings, { caller })
  await advance(second)
  return taken.outcomes.map(({ outcome }) => outcome)
}

t.test('takes new subjects up to the bound, and those that are known for ever', async t => {
  const running = start(t)
  t.strictSame(await bring(running, ['a', 'b']), ['accepted', 'accepted'])
  t.strictSame(await bring(running, ['c', 'd', 'a']), ['accepted', 'refused', 'accepted'])
  await t.rejects(bring(running, ['d', 'e']), refused, 'where nothing has room, it is a refusal')
  t.strictSame(await bring(running, ['a', 'b', 'c']), ['accepted', 'accepted', 'accepted'])
  const streams = (await running.recorded()).map(({ stream }) => stream)
  t.equal(new Set(streams.filter(one => one.startsWith('tankSample-'))).size, 3)
})

t.test('a refusal says which setting, and what to do', async t => {
  const running = start(t)
  await bring(running, ['a', 'b', 'c'])
  const readings = [
    { subject: 'd', values: { level: 1 } },
    { subject: 'a', values: { level: 1 } },
  ]
  const { outcomes } = await running.contribution.guard!.take!(readings, { caller })
  t.match(outcomes[0], {
    ...{ outcome: 'refused', code: 'DECKLOG_REFUSED', subject_id: null },
    errors: [
      { field: 'subject', message: /3 subjects.*guards forget.*plugins\.tank\.mostSubjects/ },
    ],
  })
})

t.test('one that starts anew knows them all the same', async t => {
  const running = start(t)
  await bring(running, ['a', 'b', 'c'])
  const anew = { contribution: guard.create(running.host as never), advance: running.advance }
  await t.rejects(bring(anew, ['d']), refused)
  t.strictSame(await bring(anew, ['b']), ['accepted'])
})

t.test('what is forgotten, by hand or because it vanished, makes room', async t => {
  const running = start(t)
  const { subjects, forget } = running.contribution.guard!
  await bring(running, ['a', 'b', 'c'])
  await running.advance(200 * second)
  await bring(running, ['a', 'b'])
  const [gone] = (await subjects({ subject: 'c' })).subjects
  const origin = { actor: { kind: 'person', id: 'ann' } } as const
  await forget!(gone!.id, { reason: 'Sold.', origin })
  await running.advance(second)
  t.strictSame(await bring(running, ['d']), ['accepted'])
  await t.rejects(bring(running, ['c']), refused, 'and comes back only where there is room')
  await running.advance(8 * day)
  await bring(running, ['a'])
  await running.sweep('forget-gone')
  await running.advance(second)
  t.strictSame(await bring(running, ['e', 'f', 'g']), ['accepted', 'accepted', 'refused'])
})

t.test(
  'what was let in and is not in its row yet counts, and is looked up once for many',
  async t => {
    const clock = createFakeClock()
    let looks = 0
    const rows = (async () => {
      looks += 1
      return { rows: [{ _key: 'known' }], position: 1n }
    }) as never
    const room = createRoom({ rows, clock, log: silentLog }, { guard: 'tank', mostSubjects: 3 })
    const let3 = ['known', 'x', 'y', 'z'].map(id =>
      room.letIn(id).then(
        () => id,
        () => 'no',
      ),
    )
    t.strictSame(await Promise.all(let3), ['known', 'x', 'y', 'no'])
    t.equal(looks, 1)
    await clock.advance(2 * second)
    await t.rejects(room.letIn('z'), refused)
    t.equal(looks, 2)
    await clock.advance(20 * second)
    await room.letIn('z')
    t.equal(looks, 3, 'what did not come to a row in time was never recorded')
  },
)

t.test('while rows cannot be read, readings come in up to the bound', async t => {
  const rows = (async () => Promise.reject(new Error('it is being built'))) as never
  const clock = createFakeClock()
  const room = createRoom({ rows, clock, log: silentLog }, { guard: 'tank', mostSubjects: 2 })
  await room.letIn('a')
  await room.letIn('b')
  await t.rejects(room.letIn('c'), refused)
  await room.letIn('a')
})
