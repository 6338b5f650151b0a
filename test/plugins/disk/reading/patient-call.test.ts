import t from 'tap'
import { createPatientCall } from '../../../../plugins/disk/reading/disk-reader.ts'

/** A call that answers when it is told to. */
function held(): { call: () => Promise<string>; answer: () => void; calls: () => number } {
  let answer = (): void => {}
  let calls = 0
  const call = (): Promise<string> => {
    calls += 1
    return new Promise(resolve => {
      answer = () => resolve('answer')
    })
  }
  return { call, answer: () => answer(), calls: () => calls }
}

t.test('answers what the call answers', async t => {
  t.equal(await createPatientCall(1000, 1)('/', async () => 'answer'), 'answer')
})

t.test(
  'a call that hangs ends at its deadline, and is not made again before it is back',
  async t => {
    const patient = createPatientCall(5, 2)
    const { call, answer, calls } = held()
    await t.rejects(patient('/nas', call), { code: 'DECKLOG_TIMEOUT' })
    await t.rejects(patient('/nas', call), { code: 'DECKLOG_TIMEOUT' })
    t.equal(calls(), 1)
    t.equal(await patient('/', async () => 'other'), 'other')
    answer()
    await new Promise(setImmediate)
    t.equal(await patient('/nas', async () => 'again'), 'again')
  },
)

t.test('no more calls hang than may', async t => {
  const patient = createPatientCall(5, 2)
  const hanging = [held(), held()]
  await Promise.all(
    hanging.map(({ call }, n) => t.rejects(patient(`/${n}`, call), { code: 'DECKLOG_TIMEOUT' })),
  )
  const third = held()
  await t.rejects(patient('/third', third.call), { code: 'DECKLOG_TIMEOUT' })
  t.equal(third.calls(), 0)
})

t.test('a call that fails has come back', async t => {
  const patient = createPatientCall(1000, 1)
  await t.rejects(
    patient('/', () => Promise.reject(new Error('gone'))),
    /gone/,
  )
  t.equal(await patient('/', async () => 'back'), 'back')
})
