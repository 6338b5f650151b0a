import t from 'tap'
import { pino } from 'pino'
import { createAnswerChecks } from '../../../../core/http/answers/answer-checks.ts'
import { createMetrics } from '../../../../core/telemetry/metrics.ts'

const fault = (): void => {
  throw new Error('it has no name')
}

function createChecks(answers: 'all' | 'sampled', checkMs = 0) {
  let nowMs = 0
  let looks = 0
  const metrics = createMetrics()
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: line => logged.push(line) })
  const checks = createAnswerChecks({
    ...{ answers, log, metrics },
    clock: { monotonicMs: () => nowMs },
  })
  return {
    ...{ checks, metrics, logged },
    pass: (ms: number) => (nowMs += ms),
    looks: () => looks,
    look(route = '/one', check = (): void => undefined) {
      checks.look(route, () => {
        looks += 1
        nowMs += checkMs
        check()
      })
    },
  }
}

t.test('refuses a wrong answer where all are checked', async t => {
  const { look, looks } = createChecks('all', 1_000)
  for (let n = 0; n < 10; n += 1) look()
  t.equal(looks(), 10)
  t.throws(() => look('/one', fault), /no name/)
})

t.test('tells of a wrong answer where it is sent, until the route is right again', async t => {
  const { look, checks, metrics, logged } = createChecks('sampled')
  look('/one', fault)
  look('/one', fault)
  t.match(checks.health(), [{ name: 'answers:/one', state: 'degraded', reason: 'it has no name' }])
  t.equal(logged.length, 1, 'once in the log')
  t.match(await metrics.registry.metrics(), /decklog_http_wrong_answers_total\{route="\/one"\} 2/)
  look('/two')
  t.equal(checks.health().length, 1, 'another route says nothing of it')
  look('/one')
  t.strictSame(checks.health(), [])
})

t.test('looks at answers for a fiftieth of the time, and at the first of each route', async t => {
  const { look, looks, pass } = createChecks('sampled', 20)
  for (let n = 0; n < 100; n += 1) look()
  t.equal(looks(), 3, 'what was saved up')
  look('/two')
  look('/two')
  look('/two')
  look('/two')
  t.equal(looks(), 6, 'the first three of another')
  pass(20_000)
  const before = looks()
  for (let n = 0; n < 100; n += 1) look()
  t.ok(looks() - before <= 3, 'not more than may be saved up')
  t.ok(looks() > before)
})

t.test('looks at every answer while nothing else needs the time', async t => {
  const { look, looks, pass } = createChecks('sampled', 1)
  for (let n = 0; n < 200; n += 1) {
    pass(100)
    look()
  }
  t.equal(looks(), 200)
})
