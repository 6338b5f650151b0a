import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import type { Call } from '../../core/http/route.ts'
import { pageNames } from '../../plugins/console/pages.ts'
import { consoleRoutes } from '../../plugins/console/routes.ts'

const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')
const server = read('frontend/nginx.conf')
const page = read('dist/frontend/index.html')
const assets = readdirSync(join(packageRoot, 'dist/frontend/assets'))

t.test('the image serves the console at the same addresses, under the same policy', async t => {
  const [, names = ''] = /location ~ \^\/\(([^)]+)\)\(\/\|\$\) /.exec(server) ?? []
  t.strictSame(names.split('|'), [...pageNames])
  const asset = { bytes: Buffer.from(''), type: 'text/html', etag: '"1"' }
  const [route] = consoleRoutes(async () => new Map([['index.html', asset]]))
  const answer = await route?.handle({} as Call)
  const [, policy] = /Content-Security-Policy "([^"]+)"/.exec(server) ?? []
  t.equal(policy, answer?.headers?.['content-security-policy'])
})

t.test('it is served without root from a file system that cannot be written', async t => {
  t.notMatch(server, /^\s*user /m)
  for (const [, path] of server.matchAll(/(?:_temp_path|^pid) (\S+);/gm)) t.match(path, /^\/tmp\//)
  t.match(server, 'listen 8080')
})

t.test('the page keeps to its own policy: nothing inline, nothing from elsewhere', async t => {
  t.notMatch(page, /<style|style=|\son\w+=|javascript:/)
  t.notMatch(page, /(src|href)="(https?:)?\/\//)
  for (const [, attributes, content] of page.matchAll(/<script([^>]*)>([^<]*)</g)) {
    t.match(attributes, 'src="/assets/')
    t.equal(content, '')
  }
  for (const name of assets.filter(one => one.endsWith('.css')))
    t.notMatch(read(`dist/frontend/assets/${name}`), /@import|url\((?!["']?\/assets\/)/, name)
})

t.test('it says its language, scales and says what it needs', async t => {
  t.match(page, '<html lang="en">')
  t.match(page, 'width=device-width, initial-scale=1"')
  t.match(page, '<noscript>')
})

t.test('what is loaded is named by what it holds, and is there', async t => {
  const loaded = [...page.matchAll(/"\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '')
  t.equal(loaded.length, 3, 'an icon, a style and a script')
  for (const name of loaded) {
    t.match(name, /^[a-z]+-[0-9A-Za-z]{8}\.(js|css|svg)$/)
    t.ok(assets.includes(name), name)
  }
})

t.test('the first load has at most 90 KB of JavaScript, compressed', async t => {
  const scripts = [...page.matchAll(/"\/assets\/([^"]+\.js)"/g)]
  const first = new Set(scripts.map(([, name]) => name ?? ''))
  for (const name of first) {
    // What a script imports at once, and not what it fetches once it is needed.
    const imports = read(`dist/frontend/assets/${name}`).matchAll(/(?:from|import)"\.\/([^"]+)"/g)
    for (const [, other = ''] of imports) first.add(other)
  }
  const bytes = [...first].map(name => gzipSync(read(`dist/frontend/assets/${name}`)).length)
  const all = bytes.reduce((sum, one) => sum + one, 0)
  t.comment(`${first.size} scripts, ${all} bytes`)
  t.ok(all > 5_000 && all <= 90 * 1_024, `${all} bytes`)
})
