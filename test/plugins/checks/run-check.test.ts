import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Argument, Check } from '../../../plugins/checks/config.ts'
import { runCheck, type Surroundings } from '../../../plugins/checks/run-check.ts'

const surroundings: Surroundings = {
  env: { PATH: process.env['PATH'], DB_PASSWORD: 'hunter2', PLAIN: 'seen', UNASKED: 'unasked' },
  path: [],
}

const checkOf = (argv: readonly [string, ...Argument[]], differs: Partial<Check> = {}): Check => ({
  ...{ name: 'it', argv, every: 60, timeout: 10, env: [], after: 1, keep: ['*'], forecast: {} },
  ...differs,
})
const sh = (script: string, ...rest: readonly Argument[]) => ['sh', '-c', script, ...rest] as const

const run = (check: Check) => runCheck(check, surroundings, new AbortController().signal)

t.test('takes the level from the exit code, and the words from the first line', async t => {
  const result = await run(checkOf(sh("echo 'DISK OK - fine | a=1;2;3 b=4%'; exit 0")))
  t.strictSame(result, {
    ...{ subject: 'it', every: 60, level: 'ok', text: 'DISK OK - fine', enterAfter: 0 },
    values: { a: 1, b: 4 },
    measures: {
      a: { title: 'a', unit: 'none', above: { warning: 2, critical: 3 } },
      b: { title: 'b', unit: 'percent' },
    },
  })
  t.match(await run(checkOf(sh('echo slow; exit 1'))), { level: 'warning', text: 'slow' })
  t.match(await run(checkOf(sh('exit 2'))), { level: 'critical', text: '(no output)' })
})

t.test('what a program cannot tell is unknown, with the reason', async t => {
  const unknown: readonly (readonly [string, RegExp])[] = [
    ['echo "cannot say"; exit 3', /^cannot say$/],
    ['echo odd; exit 4', /exit code 4.*odd/],
    ['kill -9 $$', /SIGKILL/],
    ['echo fine; sleep 60 & exit 0', /left a program behind/],
    ['exec yes', /more than/],
    ['exec sleep 60', /within 0.5 s/],
  ]
  for (const [script, failure] of unknown)
    t.match(await run(checkOf(sh(script), { timeout: /sleep 60$/.test(script) ? 0.5 : 10 })), {
      failure,
    })
  t.match(await run(checkOf(['no-such-check'])), { failure: /no-such-check cannot be run/ })
})

t.test('a check is given what it names of the environment, and nothing else', async t => {
  const seen = await run(checkOf(sh('echo "$PLAIN/$UNASKED"'), { env: ['PLAIN'] }))
  t.match(seen, { text: 'seen/' })
})

t.test('no secret of its arguments is in what is told', async t => {
  const file = join(t.testdir({}), 'password')
  await writeFile(file, 'swordfish\n')
  const echo = 'echo "got $*" "$DB_PASSWORD"; echo "$*" >&2; exit "$CODE"'
  const secrets = ['--token=sesame', '-p', 'plainpass', { env: 'DB_PASSWORD' }, { file }] as const
  for (const code of [0, 3, 7]) {
    const script = `CODE=${code}; ${echo}`
    const told = JSON.stringify(
      await run(checkOf(sh(script, 'x', ...secrets), { env: ['DB_PASSWORD'] })),
    )
    t.match(told, /got --token=\[hidden\] -p \[hidden\] \[hidden\] \[hidden\]/)
    t.notMatch(told, /sesame|plainpass|hunter2|swordfish/)
  }
  const missing = await run(checkOf(sh('true', 'x', '--token=sesame', { env: 'NOT_THERE' })))
  t.match(missing, { failure: /NOT_THERE is not set/ })
})

t.test('keeps the figures that are asked for, and looks ahead for those that say so', async t => {
  const forecast = { '/': { reaches: 100 } }
  const reading = await run(
    checkOf(sh("echo 'x | /=1% /var=2% other=3'"), { keep: ['/*'], forecast }),
  )
  t.match(reading, { values: { '/': 1, '/var': 2 } })
  t.strictSame('measures' in reading && reading.measures, {
    '/': { title: '/', unit: 'percent', forecast: { reaches: 100 } },
    '/var': { title: '/var', unit: 'percent' },
  })
  const many = Array.from({ length: 50 }, (_, index) => `f${index}=1`).join(' ')
  const most = await run(checkOf(sh(`echo 'x | ${many}'`)))
  t.equal(Object.keys(('values' in most && most.values) || {}).length, 20)
})

t.test('a result counts when as many in a row as `after` were bad', async t => {
  const after = async (results: number) => await run(checkOf(sh('exit 2'), { after: results }))
  t.match(await after(1), { enterAfter: 0 })
  // The third of three is taken 120 s after the first.
  t.match(await after(3), { enterAfter: 90 })
})

t.test('an interrupted check is ended and tells nothing', async t => {
  const ending = new AbortController()
  const running = runCheck(checkOf(sh('sleep 60 & wait')), surroundings, ending.signal)
  ending.abort(new Error('stopping'))
  await t.rejects(running, /stopping/)
})
