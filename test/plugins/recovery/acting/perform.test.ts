import { chmod, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { systemClock } from '../../../../core/clock.ts'
import type { Healable } from '../../../../core/healing/healable.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import type { OutboundRequest } from '../../../../core/outbound/outbound.ts'
import { Joi } from '../../../../core/plugin-api.ts'
import { type Acting, perform } from '../../../../plugins/recovery/acting/perform.ts'
import type { Action } from '../../../../plugins/recovery/policy.ts'
import { closedOutbound } from '../../../support/closed-outbound.ts'
import { serveLocally } from '../../../support/serve-locally.ts'

const acting: Omit<Acting, 'policy'> = {
  ...{ attemptId: 'a1', kind: 'disk', state: 'critical', how: 'done' },
  subject: { id: 'd1', subject: '--force; rm', host: 'web01' },
}
const asked: OutboundRequest[] = []
const own: Healable = {
  ...{ kind: 'disk', summary: 'Disks.', states: ['critical'] },
  ailing: async () => [],
  look: async () => undefined,
  actions: {
    wait: {
      summary: 'Waits.',
      options: Joi.object({}),
      run: (_asked, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    },
  },
}
const host = {
  clock: systemClock,
  machine: { name: 'web01', root: '/' },
  healables: () => [own],
  config: { path: [] },
  outbound: {
    ...closedOutbound,
    request: async (request: OutboundRequest) => {
      asked.push(request)
      const answer = { outcome: 'answered', status: 204, headers: {}, body: 'secret' } as const
      return { ...answer, extent: 'whole' } as const
    },
  },
}
const ended = (
  action: Partial<Action>,
  more: Partial<Acting> = {},
  signal = new AbortController().signal,
) => {
  const policy = { name: 'one', action: { timeout: 10, ...action } }
  return perform(host as never, { ...acting, policy, ...more }, signal)
}

async function script(t: Test, text: string): Promise<string> {
  const path = join(t.testdir(), 'script')
  await writeFile(path, `#!/bin/sh\n${text}\n`)
  await chmod(path, 0o755)
  return path
}
const run = (...argv: [string, ...string[]]) => ({ run: { argv, env: [] } })

t.test('a program tells by its exit code how it ended, and no more', async t => {
  const fails = await script(t, 'echo out; echo err >&2; exit 3')
  t.match(await ended(run(fails)), {
    ...{ outcome: 'failed', exitCode: 3, changed: 'unknown', output: /out[^]*err/ },
  })
  t.match(await ended(run('true')), { outcome: 'succeeded', exitCode: 0, changed: 'unknown' })
})

t.test('what is called as it likes is never an argument', async t => {
  const shows = await script(t, 'echo "$# $RECOVERY_SUBJECT $RECOVERY_HOST"; env | wc -l')
  t.match(await ended(run(shows)), { output: /^0 --force; rm web01\n/ })
  t.match(await ended(run('echo', '$RECOVERY_SUBJECT')), { output: '$RECOVERY_SUBJECT' })
})

t.test(
  'it is given no variable that nobody named, and what it shows of secrets is hidden',
  async t => {
    process.env['HEAL_SECRET_TOKEN'] = 'correct-horse-battery'
    t.teardown(() => delete process.env['HEAL_SECRET_TOKEN'])
    const shows = await script(t, 'echo "[$HEAL_SECRET_TOKEN]"')
    t.match(await ended(run(shows)), { output: '[]' })
    const named = { run: { argv: [shows] as [string], env: ['HEAL_SECRET_TOKEN'] } }
    t.match(await ended(named), { output: '[[hidden]]' })
  },
)

t.test('output is bounded, and its end is kept', async t => {
  const long = await script(t, 'i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done')
  const { output } = await ended(run(long))
  t.ok(output.length <= 4_000)
  t.match(output, /line 2999$/)
})

t.test('what cannot be begun has changed nothing', async t => {
  t.match(await ended(run('/nowhere/at-all')), { outcome: 'not_started', changed: 'nothing' })
  t.match(await ended({ own: { name: 'constructor', with: {} } }), {
    ...{ outcome: 'not_started', changed: 'nothing' },
  })
  t.match(await ended(run('true'), { how: 'rehearsed' }), {
    ...{ outcome: 'not_started', changed: 'nothing', output: 'It has no rehearsal.' },
  })
})

t.test('a deadline ends it, and so does the end of the process', async t => {
  t.match(await ended({ ...run('sleep', '60'), timeout: 0.1 }), {
    ...{ outcome: 'timed_out', exitCode: null, changed: 'unknown' },
  })
  t.match(await ended({ own: { name: 'wait', with: {} }, timeout: 0.1 }), { outcome: 'timed_out' })
  t.match(await ended(run('sleep', '60'), {}, AbortSignal.abort()), { outcome: 'interrupted' })
})

t.test('a call says how it was answered, and nothing that the other side sent', async t => {
  const http = { url: 'https://hooks.example/restart', method: 'POST', headers: {} } as const
  t.match(await ended({ http }), {
    outcome: 'succeeded',
    exitCode: 204,
    output: 'It answered 204.',
  })
  t.match(asked, [{ url: http.url, method: 'POST', source: 'configuration' }])
  t.match(await ended({ http }, { how: 'rehearsed' }), { outcome: 'not_started' })
  t.equal(asked.length, 1, 'a rehearsal calls nobody')
})

t.test('a call goes where the configuration says, not where that sends it on', async t => {
  const paths: unknown[] = []
  const server = createServer(({ url }, answer) => {
    paths.push(url)
    answer.writeHead(307, { location: '/elsewhere' }).end()
  })
  const url = `${await serveLocally(t, server)}/restart`
  const outbound = createOutbound({ allow: [] })
  const call = (to: string) => {
    const policy = {
      name: 'one',
      action: { timeout: 10, http: { url: to, method: 'POST', headers: {} } as const },
    }
    return perform(
      { ...host, outbound } as never,
      { ...acting, policy },
      new AbortController().signal,
    )
  }
  t.match(await call(url), { outcome: 'failed', exitCode: 307, output: 'It answered 307.' })
  t.strictSame(paths, ['/restart'], 'it is asked once, and nobody else')
  const metadata = await call('http://169.254.169.254/latest/meta-data')
  t.match(metadata, { outcome: 'not_started', output: /never called/ })
})
