import t from 'tap'
import { systemClock } from '../../../../core/clock.ts'
import { createRunProgram } from '../../../../core/programs/run-program.ts'
import { rollBack } from '../../../../plugins/rollout/answering/roll-back.ts'

const run = createRunProgram({ env: process.env })
const parts = { run, clock: systemClock, secrets: ['a secret of the tests'] }
const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script]

t.test('tells how the command ended and what it said, secrets hidden', async t => {
  const command = node("console.log('done: a secret of the tests'); process.exit(0)")
  const ended = await rollBack({ command, timeout: 30 }, parts)
  t.match(ended, { outcome: 'succeeded', exitCode: 0, output: 'done: [hidden]' })
})

t.test('a command that fails, is missing or takes too long is told as that', async t => {
  const failing = await rollBack({ command: node('process.exit(7)'), timeout: 30 }, parts)
  t.match(failing, { outcome: 'failed', exitCode: 7 })
  const missing = await rollBack({ command: ['/nowhere/to/be/found'], timeout: 30 }, parts)
  t.match(missing, { outcome: 'failed', exitCode: null })
  const slow = await rollBack({ command: node('setInterval(() => {}, 1e3)'), timeout: 0.3 }, parts)
  t.match(slow, { outcome: 'timed_out', exitCode: null })
})
