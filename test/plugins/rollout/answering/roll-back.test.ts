import t from 'tap'
import { systemClock } from '../../../../core/clock.ts'
import { createRunProgram } from '../../../../core/programs/run-program.ts'
import { redact, rollBack } from '../../../../plugins/rollout/answering/roll-back.ts'
import { secretsIn } from '../../../../plugins/rollout/answering/verify-command.ts'

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

t.test('hides what looks like a secret', async t => {
  const hidden: readonly (readonly [string, string])[] = [
    ['pull https://me:hunter2@registry.example/x', 'pull https://me:[hidden]@registry.example/x'],
    ['password=hunter2 next', 'password=[hidden] next'],
    ['Authorization: Bearer abcdef', 'Authorization: [hidden]'],
    ['used ghp_0123456789abcdef0123', 'used [hidden]'],
    ['nothing to hide', 'nothing to hide'],
  ]
  for (const [said, seen] of hidden) t.equal(redact(said, []), seen)
  t.strictSame(secretsIn({ GHCR_TOKEN: 'x', PATH: '/bin', DB_PASSWORD: 'y' }), ['x', 'y'])
})
