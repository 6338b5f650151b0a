import t from 'tap'
import { readAssets } from '../../../plugins/console/assets.ts'
import { pageNames } from '../../../plugins/console/pages.ts'
import { consoleRoutes } from '../../../plugins/console/routes.ts'
import { createHttpEdge } from '../../support/http-edge.ts'

const script = `${'let x = 1\n'.repeat(400)}export {}`
const folder = t.testdir({
  'index.html': '<!doctype html><title>Decklog</title>',
  assets: {
    ...{ 'main-A1.js': script, 'main-B2.css': 'a{}', 'icon-C3.svg': '<svg/>' },
    ...{ 'main-A1.js.map': '{}', 'note.sh': 'rm' },
  },
  'secret.txt': 'nobody asked',
})
const { server } = await createHttpEdge(t, {
  routes: consoleRoutes(() => readAssets(folder)),
})
const ask = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
  const { statusCode, payload, headers: sent } = await server.inject({ url, headers })
  return { status: statusCode, body: payload, headers: sent }
}

t.test('the console is at every address of its pages, without a token', async t => {
  const paths = pageNames.flatMap(name => [`/${name}`, `/${name}/7`, `/${name}/a/b?as_of=12`])
  for (const path of ['/', ...paths]) {
    const page = await ask(path)
    t.equal(page.status, 200, path)
    t.match(page.body, '<title>Decklog', path)
    t.match(page.headers, { 'content-type': 'text/html; charset=utf-8' })
  }
})

t.test('nothing else is: an address that is none, a file that was not built for it', async t => {
  for (const path of [
    ...['/nothing', '/index.html', '/secret.txt', '/assets/', '/assets/main-A9.js'],
    ...['/assets/../secret.txt', '/assets/%2e%2e%2fsecret.txt', '/assets/note.sh'],
    ...['/assets/main-A1.js.map', '/assets/%00', `/assets/${'x'.repeat(300)}`],
  ]) {
    const { status, headers } = await ask(path)
    t.ok([404, 422].includes(status), `${path} ${status}`)
    t.match(headers['content-type'], 'application/problem+json', path)
    t.equal(headers['cache-control'], 'no-store', path)
  }
})

t.test(
  'its policy lets nothing inline run, nothing from elsewhere in, and nobody frame it',
  async t => {
    for (const path of ['/', '/assets/main-A1.js']) {
      const { headers } = await ask(path)
      const policy = String(headers['content-security-policy'])
      for (const rule of [
        ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
        ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
        "require-trusted-types-for 'script'",
      ])
        t.ok(policy.split('; ').includes(rule), rule)
      t.notMatch(policy, /unsafe|https?:|\*/)
      t.match(headers, {
        ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
        ...{ 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' },
      })
    }
  },
)

t.test('what never changes is kept for good; the page is asked for again each time', async t => {
  const asset = await ask('/assets/main-A1.js')
  t.match(asset.headers, {
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
  })
  const page = await ask('/')
  t.equal(page.headers['cache-control'], 'no-cache')
  for (const { path, headers } of [
    { path: '/assets/main-A1.js', headers: asset.headers },
    { path: '/runs', headers: page.headers },
  ]) {
    const again = await ask(path, { 'if-none-match': String(headers['etag']) })
    t.match(again, { status: 304, body: '' }, path)
    t.equal((await ask(path, { 'if-none-match': '"another"' })).status, 200, path)
  }
})

t.test('scripts are sent compressed to who takes that', async t => {
  const { headers, body } = await ask('/assets/main-A1.js', { 'accept-encoding': 'gzip' })
  t.equal(headers['content-encoding'], 'gzip')
  t.ok(body.length < script.length / 4)
})

t.test('it is only read', async t => {
  for (const method of ['POST', 'PUT', 'DELETE'] as const)
    t.equal((await server.inject({ method, url: '/runs/7' })).statusCode, 405)
  t.equal((await server.inject({ method: 'HEAD', url: '/' })).statusCode, 200)
})

t.test('where it was not built, that is said', async t => {
  const { server } = await createHttpEdge(t, {
    routes: consoleRoutes(() => readAssets(`${folder}/nowhere`)),
  })
  const { statusCode, payload } = await server.inject('/')
  t.equal(statusCode, 404)
  t.equal(JSON.parse(payload).code, 'DECKLOG_NOT_FOUND')
})
