import t from 'tap'
import { createLogger } from '../../../core/telemetry/log.ts'
import { thrownThings } from '../../support/thrown-things.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  const lines: string[] = []
  write(createLogger('info', { write: line => lines.push(line) }))
  t.equal(lines.length, 1)
  return JSON.parse(lines[0] ?? '')
}

for (const [name, thrown] of thrownThings)
  t.test(`tells of ${name} in one line`, async t => {
    const line = logged(log => log.error({ err: thrown() }, 'failed'))
    const { err, msg } = line
    t.equal(msg, 'failed')
    // JSON has no undefined: then the line itself has to do.
    if (thrown() !== undefined) t.match(err, { message: /\S/ })
    t.ok(JSON.stringify(line).length < 10_000)
  })

t.test('tells code and cause of an error, and nothing that it holds besides', async t => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const error = Object.assign(new Error('no answer', { cause }), { token: 'hunter2' })
  const line = logged(log => log.error({ err: error }, 'failed'))
  t.match(line['err'], {
    message: 'no answer',
    cause: { code: 'ECONNREFUSED' },
    stack: /no answer/,
  })
  t.notMatch(JSON.stringify(line), /hunter2/)
})
