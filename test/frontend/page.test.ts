import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'

const read = (file: string): string => readFileSync(join(packageRoot, 'frontend', file), 'utf8')
const [page, script, style, server] = ['index.html', 'main.ts', 'style.css', 'nginx.conf'].map(read)

t.test(
  'the page keeps to its own policy: no inline script or style, nothing from elsewhere',
  async t => {
    t.match(
      server,
      /Content-Security-Policy "default-src 'none'; script-src 'self'; style-src 'self'/,
    )
    t.notMatch(server, /unsafe-/)
    t.notMatch(page, /<style|style=|\son\w+=|javascript:/)
    for (const [, attributes, content] of page?.matchAll(/<script([^>]*)>([^<]*)</g) ?? []) {
      t.match(attributes, 'src=')
      t.equal(content, '')
    }
    t.notMatch(`${page}${style}`, /(https?:)?\/\/\w/)
    t.notMatch(script, /innerHTML|insertAdjacent|document\.write|eval\(/)
  },
)

t.test('every element that the script looks for is there', async t => {
  const wanted = [...(script?.matchAll(/element\('(\w+)'\)/g) ?? [])].map(([, id]) => id)
  t.ok(wanted.length > 0)
  for (const id of wanted) t.match(page, `id="${id}"`)
})

t.test('every state that the script shows has a colour', async t => {
  for (const state of ['ready', 'degraded', 'not_ready', 'unreachable'])
    t.match(style, `.headline[data-state='${state}']`)
})

t.test('it says its language, scales, reads changes out and works without a script', async t => {
  t.match(page, '<html lang="en">')
  t.match(page, 'width=device-width')
  t.match(page, 'role="status"')
  t.match(page, '<noscript>')
  t.match(page, '<main>')
})

t.test('it is served without root from a file system that cannot be written', async t => {
  t.notMatch(server, /^\s*user /m)
  for (const [, path] of server?.matchAll(/(?:_temp_path|^pid) (\S+);/gm) ?? [])
    t.match(path, /^\/tmp\//)
  t.match(server, 'listen 8080')
})
