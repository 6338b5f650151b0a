import fc from 'fast-check'
import t, { type Test } from 'tap'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter, type Writer } from '../../../core/ledger/writer.ts'
import type { Appended, NewEvent } from '../../../core/ledger/ledger.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import {
  createScriptedLedger,
  type AppendStep,
  type ScriptedLedger,
} from '../../support/scripted-ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

interface Setting {
  readonly writer: Writer
  readonly ledger: ScriptedLedger
  readonly clock: FakeClock
}

function create(maxWaiting?: number): Setting {
  const ledger = createScriptedLedger()
  const clock = createFakeClock()
  const limiter = createStreamLimiter({
    ledger,
    limitsOf: stream => (stream.startsWith('diskSample-') ? { maxAgeSeconds: 60 } : undefined),
  })
  const options = { ledger, limiter, clock, log: silentLog }
  const writer = createWriter(maxWaiting === undefined ? options : { ...options, maxWaiting })
  return { writer, ledger, clock }
}

const event = (id: string): NewEvent => ({ id, type: 'disk.Sampled', data: {}, metadata: {} })
const settle = (): Promise<void> => new Promise(setImmediate)

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'resolved',
    (error: { readonly code: string }) => error.code,
  )
}

t.test('groups what waits for the same stream into one append', async t => {
  const { writer, ledger } = create()
  const release = ledger.hold()
  const append = (id: string): Promise<Appended> => writer.append('disk-1', [event(id)])
  const together = ['a', 'b'].map(append)
  await settle()
  const later = ['c', 'd', 'e'].map(append)
  release()
  const revisions = (await Promise.all([...together, ...later])).map(answer => answer.revision)
  t.strictSame(revisions, [0n, 1n, 2n, 3n, 4n], 'each with its own revision')
  t.strictSame(
    ledger.seen.map(append => append.ids),
    [
      ['a', 'b'],
      ['c', 'd', 'e'],
    ],
  )
})

t.test('keeps callers together that go on once they are answered', async t => {
  const { writer, ledger } = create()
  const call = async (caller: string): Promise<void> => {
    for (const round of [1, 2, 3]) await writer.append('disk-1', [event(`${caller}${round}`)])
  }
  await Promise.all(['a', 'b', 'c'].map(call))
  t.strictSame(
    ledger.seen.map(append => append.ids),
    [1, 2, 3].map(round => ['a', 'b', 'c'].map(caller => `${caller}${round}`)),
  )
})

t.test('writes different streams side by side', async t => {
  const { writer, ledger } = create()
  const release = ledger.hold()
  const answers = [writer.append('disk-1', [event('a')]), writer.append('disk-2', [event('b')])]
  await settle()
  t.equal(ledger.seen.length, 2)
  release()
  await Promise.all(answers)
})

t.test('repeats a batch of unknown outcome before anything else of its stream', async t => {
  const { writer, ledger, clock } = create()
  ledger.script('stored_but_unknown', 'DECKLOG_LEDGER_UNAVAILABLE', 'DECKLOG_OUTCOME_UNKNOWN')
  const first = writer.append('disk-1', [event('a')])
  await settle()
  const second = writer.append('disk-1', [event('b')])
  await clock.advance(1_000)
  t.equal((await first).revision, 0n)
  t.equal((await second).revision, 1n)
  t.strictSame(
    ledger.seen.map(append => append.ids),
    [['a'], ['a'], ['a'], ['a'], ['b']],
  )
  t.strictSame(ledger.stored('disk-1'), ['a', 'b'])
})

t.test('never lets an append that goes alone share a batch', async t => {
  const { writer, ledger } = create()
  const release = ledger.hold()
  const answers = [
    writer.append('disk-1', [event('a')]),
    writer.append('disk-1', [event('b')]),
    writer.append('disk-1', [event('keyed')], 'alone'),
    writer.append('disk-1', [event('c')]),
  ]
  await settle()
  release()
  await Promise.all(answers)
  t.strictSame(
    ledger.seen.map(append => append.ids),
    [['a', 'b'], ['keyed'], ['c']],
  )
})

t.test('forgets an append that was not sent in time', async t => {
  const { writer, ledger, clock } = create()
  ledger.script(...Array<AppendStep>(100).fill('DECKLOG_LEDGER_UNAVAILABLE'))
  const answer = codeOf(writer.append('disk-1', [event('a')]))
  await clock.advance(2_500)
  ledger.script()
  t.equal(await answer, 'DECKLOG_LEDGER_UNAVAILABLE')
  await clock.advance(5_000)
  t.strictSame(ledger.stored('disk-1'), [], 'it is never stored afterwards')
})

t.test('rides over an outage shorter than its deadline', async t => {
  const { writer, ledger, clock } = create()
  ledger.script(...Array<AppendStep>(4).fill('DECKLOG_LEDGER_UNAVAILABLE'))
  const answer = writer.append('disk-1', [event('a')])
  await clock.advance(2_000)
  t.equal((await answer).revision, 0n)
})

t.test('tells in time that an outcome is unknown, and goes on finding out', async t => {
  const { writer, ledger, clock } = create()
  ledger.script(...Array<AppendStep>(6).fill('DECKLOG_OUTCOME_UNKNOWN'))
  const answer = codeOf(writer.append('disk-1', [event('a')]))
  await clock.advance(2_500)
  t.equal(await answer, 'DECKLOG_OUTCOME_UNKNOWN')
  ledger.script('DECKLOG_LEDGER_UNAVAILABLE')
  await clock.advance(5_000)
  t.strictSame(ledger.stored('disk-1'), ['a'])
})

t.test('keeps one refused event from failing its neighbours', async t => {
  const { writer, ledger, clock } = create()
  ledger.script('DECKLOG_LEDGER_REFUSED', 'ok', 'ok', 'DECKLOG_LEDGER_REFUSED')
  const release = ledger.hold()
  const answers = ['a', 'b', 'bad', 'c'].map(id => codeOf(writer.append('disk-1', [event(id)])))
  await settle()
  release()
  await clock.advance(1_000)
  t.strictSame(await Promise.all(answers), [
    'resolved',
    'resolved',
    'DECKLOG_LEDGER_REFUSED',
    'resolved',
  ])
  t.strictSame(ledger.stored('disk-1'), ['a', 'b', 'c'])
})

t.test('applies a retention once, before the first append of a stream', async t => {
  const { writer, ledger } = create()
  await writer.append('diskSample-1', [event('a')])
  await writer.append('diskSample-1', [event('b')])
  await writer.append('disk-1', [event('c')])
  t.strictSame(ledger.limited, ['diskSample-1'])
})

t.test('refuses what is too much to keep in memory', async t => {
  const { writer, ledger } = create(2)
  const release = ledger.hold()
  const answers = ['a', 'b'].map(id => writer.append('disk-1', [event(id)]))
  t.equal(await codeOf(writer.append('disk-1', [event('c')])), 'DECKLOG_LEDGER_UNAVAILABLE')
  release()
  await Promise.all(answers)
  await writer.append('disk-1', [event('d')])
  t.strictSame(ledger.stored('disk-1'), ['a', 'b', 'd'])
})

t.test('flushes what waits and takes nothing more', async t => {
  const { writer, ledger } = create()
  const release = ledger.hold()
  const answers = ['a', 'b'].map(id => writer.append('disk-1', [event(id)]))
  const flushed = writer.flush(1_000)
  t.equal(await codeOf(writer.append('disk-1', [event('c')])), 'DECKLOG_SHUTTING_DOWN')
  release()
  await flushed
  await Promise.all(answers)
  t.strictSame(ledger.stored('disk-1'), ['a', 'b'])
})

t.test('ends a flush at its deadline, saying what is not known', async t => {
  const { writer, ledger, clock } = create()
  ledger.script('silent')
  const append = (id: string): Promise<string> => codeOf(writer.append('disk-1', [event(id)]))
  const sent = append('a')
  await settle()
  const answers = [sent, append('b')]
  const flushed = writer.flush(1_000)
  await clock.advance(1_000)
  await flushed
  t.strictSame(await Promise.all(answers), ['DECKLOG_OUTCOME_UNKNOWN', 'DECKLOG_SHUTTING_DOWN'])
})

t.test('stores every event once and in order, whatever the ledger does', async t => {
  const step = fc.constantFrom<AppendStep>(
    'ok',
    'stored_but_unknown',
    'DECKLOG_OUTCOME_UNKNOWN',
    'DECKLOG_LEDGER_UNAVAILABLE',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat({ max: 8 }), (steps, gap) =>
      keepsOrder(t, steps, gap),
    ),
    { numRuns: 60 },
  )
})

async function keepsOrder(t: Test, steps: readonly AppendStep[], gap: number): Promise<void> {
  const { writer, ledger, clock } = create()
  ledger.script(...steps)
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const answers: Promise<string>[] = []
  for (const [index, id] of ids.entries()) {
    answers.push(codeOf(writer.append('disk-1', [event(id)])))
    if (index === gap) await clock.advance(120)
  }
  await clock.advance(60_000)
  const results = await Promise.all(answers)
  const kept = ids.filter((_, index) => results[index] !== 'DECKLOG_LEDGER_UNAVAILABLE')
  const message = `${steps.join()} gap ${gap}: ${results.join()}`
  if (ledger.stored('disk-1').join() !== kept.join()) t.fail(message)
}
