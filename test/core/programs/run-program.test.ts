import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import t from 'tap'
import { createRunProgram } from '../../../core/programs/run-program.ts'
import { until } from '../../support/until.ts'

const env = { PATH: process.env['PATH'], GREETING: 'hello' }
const sh = (script: string) => ['sh', '-c', script] as const

t.test('answers exit code and output, with its own environment and input', async t => {
  const told: string[] = []
  const run = createRunProgram({ env, tell: text => void told.push(text) })
  const { exitCode, stdout, stderr } = await run({
    argv: sh('echo "$GREETING $WHO"; cat; echo aside >&2; exit 3'),
    env: { WHO: 'world' },
    input: 'input',
    timeoutSeconds: 10,
  })
  t.equal(exitCode, 3)
  t.equal(stdout.toString(), 'hello world\ninput')
  t.equal(stderr.toString(), 'aside\n')
  t.equal(told.join(''), 'aside\n')
})

t.test('gives arguments as they are: no shell reads them', async t => {
  const run = createRunProgram({ env })
  const { stdout } = await run({ argv: ['echo', '$HOME;', '`id`', '*'], timeoutSeconds: 10 })
  t.equal(stdout.toString(), '$HOME; `id` *\n')
})

t.test('a program that is missing or ends by a signal has failed', async t => {
  const run = createRunProgram({ env })
  const failed = { code: 'DECKLOG_PROGRAM_FAILED' }
  await t.rejects(run({ argv: ['no-such-program'], timeoutSeconds: 10 }), failed)
  await t.rejects(run({ argv: sh('kill -9 $$'), timeoutSeconds: 10 }), failed)
})

t.test('ends a program that takes too long, with all that it started', async t => {
  const run = createRunProgram({ env })
  // The child of the child keeps the output open: this ends only when that is gone too.
  const overdue = run({ argv: sh('sleep 60 & wait'), timeoutSeconds: 0.2 })
  await t.rejects(overdue, { code: 'DECKLOG_PROGRAM_FAILED', message: /within 0.2 s/ })
})

t.test('waits for nothing that a program left behind in a session of its own', async t => {
  const run = createRunProgram({ env })
  const startMs = performance.now()
  const overdue = run({ argv: sh('setsid sleep 90 & wait'), timeoutSeconds: 0.2 })
  await t.rejects(overdue, { code: 'DECKLOG_PROGRAM_FAILED' })
  t.ok(performance.now() - startMs < 60_000)
})

t.test('interrupted, it ends what runs and starts nothing but clean-ups', async t => {
  const interrupt = new AbortController()
  const run = createRunProgram({ env, interrupt: interrupt.signal })
  const running = run({ argv: sh('sleep 60 & wait'), timeoutSeconds: 30 })
  interrupt.abort()
  await t.rejects(running, { code: 'DECKLOG_PROGRAM_FAILED' })
  await t.rejects(run({ argv: ['true'], timeoutSeconds: 10 }), { code: 'DECKLOG_PROGRAM_FAILED' })
  t.match(await run({ argv: ['true'], timeoutSeconds: 10, kind: 'cleanup' }), { exitCode: 0 })
})

t.test(
  'a program that there is no file descriptor for has failed, and ends nobody else',
  async t => {
    const own = new URL(
      `../../../core/programs/run-program${extname(import.meta.url)}`,
      import.meta.url,
    )
    const script = `
    const { openSync } = await import('node:fs')
    const { createRunProgram } = await import('${own.href}')
    try { for (;;) openSync('/dev/null') } catch {}
    const failure = await createRunProgram({ env: {} })({ argv: ['true'], timeoutSeconds: 10 }).catch(error => error)
    await new Promise(setImmediate)
    console.log(failure.code, failure.message)
  `
    const { exitCode, stdout } = await createRunProgram({ env: process.env })({
      argv: [
        'sh',
        '-c',
        'ulimit -n 60; exec "$0" --input-type=module -e "$1"',
        process.execPath,
        script,
      ],
      timeoutSeconds: 20,
    })
    t.equal(exitCode, 0)
    t.match(stdout.toString(), /^DECKLOG_PROGRAM_FAILED .*EMFILE/)
  },
)

t.test('a program that says more than it may has failed, and is ended', async t => {
  const run = createRunProgram({ env })
  const flood = run({ argv: ['yes'], timeoutSeconds: 30, mostBytes: 1_000_000 })
  await t.rejects(flood, { code: 'DECKLOG_PROGRAM_FAILED', message: /more than 1000000 bytes/ })
})

t.test('where that matters, what is left behind with the outputs is a failure', async t => {
  const run = createRunProgram({ env })
  const daemon = { argv: sh('echo fine; sleep 60 & exit 0'), timeoutSeconds: 30 }
  const left = run({ ...daemon, leftovers: 'refused' })
  await t.rejects(left, { code: 'DECKLOG_PROGRAM_FAILED', message: /left a program behind/ })
})

t.test('runs as another user where it is root', async t => {
  if (process.getuid?.() !== 0) return t.comment('only root becomes another')
  const run = createRunProgram({ env })
  const user = { uid: 65_534, gid: 65_534 }
  const { stdout } = await run({ argv: ['id'], timeoutSeconds: 10, user })
  t.match(stdout.toString(), /^uid=65534\S* gid=65534\S*( groups=65534\S*)?\n$/)
})

t.test('where that matters, what is left behind without the outputs is ended', async () => {
  const run = createRunProgram({ env })
  const { stdout } = await run({
    argv: sh('sleep 60 >/dev/null 2>&1 & echo $!'),
    timeoutSeconds: 30,
    leftovers: 'refused',
  })
  const pid = Number(stdout.toString())
  await until('it has ended', () => !isRunning(pid))
})

// Nobody may be there to reap what was ended.
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
