import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import { lookAtUrl } from '../../../../plugins/rollout/checking/health-routes.ts'
import { missingRoutes } from '../../../../plugins/rollout/checking/openapi-routes.ts'
import type { HealthUrl } from '../../../../plugins/rollout/target-config.ts'

const outbound = createOutbound({ allow: [] })
const { signal } = new AbortController()

async function serve(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`
}

const look = (url: string, wants: Partial<HealthUrl> = {}, commit: string | null = null) =>
  lookAtUrl({ url, status: 200, ...wants }, { outbound, commit, timeoutMs: 30_000, signal })

t.test('passes what answers with the status, the text and the version that it should', async t => {
  const url = await serve(t, (_request, response) => response.end('{"ok":true,"version":"abc"}'))
  const wants = { contains: '"ok":true', version: { field: 'version', is: '{commit}' } }
  t.match(await look(url, wants, 'abc'), { verdict: 'passed' })
  t.match(await look(url, { contains: 'nothing' }), { verdict: 'failed' })
  t.match(await look(url, wants, 'abd'), { verdict: 'failed' })
  t.match(await look(url, wants), { verdict: 'inconclusive' })
})

t.test('a redirect to a login page is a failure and is not followed', async t => {
  const asked: (string | undefined)[] = []
  const url = await serve(t, (request, response) => {
    asked.push(request.url)
    response.writeHead(302, { location: '/login' }).end()
  })
  t.match(await look(url), { verdict: 'failed', detail: /redirect/ })
  t.strictSame(asked, ['/healthz'])
})

t.test('what does not answer, or answers something else, fails', async t => {
  const silent = await serve(t, () => {})
  const late = { outbound, commit: null, timeoutMs: 300, signal }
  t.match(await lookAtUrl({ url: silent, status: 200 }, late), {
    ...{ verdict: 'failed', detail: /did not answer in time/ },
  })
  const broken = await serve(t, (_request, response) => response.writeHead(503).end())
  t.match(await look(broken), { verdict: 'failed', detail: /503/ })
  t.match(await look(broken, { status: 503 }), { verdict: 'passed' })
})

t.test('an OpenAPI document is read by path and method', async t => {
  const document = JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get: {} } } })
  const a = { method: 'get', path: '/a' }
  t.strictSame(missingRoutes(document, [a]), [])
  t.strictSame(missingRoutes(document, [{ ...a, method: 'post' }]), [{ ...a, method: 'post' }])
  t.strictSame(missingRoutes(document, [{ ...a, path: '/b' }]), [{ ...a, path: '/b' }])
  for (const other of ['<html>', 'null', '{"paths":7}'])
    t.equal(missingRoutes(other, [a]), undefined)
})
