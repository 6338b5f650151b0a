import t from 'tap'
import { createSilenceKeeper } from '../../../core/running/silence-keeper.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const about = { kind: 'disk', boardId: null, cause: 'disk web01 /data' }
const silence = { by: 'mute', id: '1', reason: 'Why.', until: new Date(0) } as const

t.test('what silences something is asked of all who can say so', async t => {
  const keeper = createSilenceKeeper(createFakeClock())
  t.strictSame(await keeper.ask(about), [])
  keeper.offer(undefined)
  keeper.offer(async ({ cause }) => (cause === about.cause ? [silence] : []))
  keeper.offer(async () => [{ ...silence, by: 'window' }])
  t.strictSame(await keeper.ask(about), [silence, { ...silence, by: 'window' }])
  t.equal((await keeper.ask({ ...about, cause: 'disk web01 /' })).length, 1)
})

t.test('that it cannot be told is not that nothing does', async t => {
  const clock = createFakeClock()
  const keeper = createSilenceKeeper(clock)
  keeper.offer(async () => {
    throw new Error('gone')
  })
  await t.rejects(keeper.ask(about), { message: 'gone' })
  const late = createSilenceKeeper(clock)
  late.offer(() => new Promise(() => undefined))
  const asked = late.ask(about)
  void clock.advance(2_000)
  await t.rejects(asked, { code: 'DECKLOG_TIMEOUT' })
})
