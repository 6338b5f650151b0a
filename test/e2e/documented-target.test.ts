import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { stringify, parse } from 'yaml'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import type { Manifest } from '../../plugins/release/manifest.ts'
import { createWorkshop } from '../plugins/release/building/workshop.ts'
import { configure, createHome, freePort, startDecklog, until } from '../support/decklog-process.ts'
import { createOperator } from '../support/run-operator.ts'

// The targets of docs/operations/rollout.md, as they stand there but for addresses, before a Decklog behind its page.
const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')
const [ofDecklog, ofHost] = [
  ...read('docs/operations/rollout.md').matchAll(/^```yaml\n(.*?)^```/gms),
]
  .map(([, text = '']) => text)
  .filter(text => text.includes('defaultTarget: production'))
if (ofDecklog === undefined || ofHost === undefined) throw new Error('The targets are not there')

/** What nginx does by frontend/nginx.conf: passes on the paths that it names, and has files for the rest. */
async function startPage(backend: string): Promise<Server> {
  const locations = /location ~ (\S+) \{\s+limit_except GET \{\s+deny all;\s+\}\s+proxy_pass/g
  const passed = [...read('frontend/nginx.conf').matchAll(locations)].map(
    ([, path = '']) => new RegExp(path),
  )
  const server = createServer((request, response) => {
    if (passed.some(path => path.test(request.url ?? '')))
      void fetch(backend + request.url).then(
        async answer => response.writeHead(answer.status).end(await answer.text()),
        () => response.writeHead(502).end(),
      )
    else response.writeHead(request.url === '/' ? 200 : 404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => (server.closeAllConnections(), server.close()))
  return server
}

const home = await createHome(t)
const port = await freePort()
const backend = `http://127.0.0.1:${port}`
const page = await startPage(backend)
const address = page.address()
const front = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
const moved = (text: string): object =>
  parse(
    text
      .replaceAll('http://127.0.0.1:8100', backend)
      .replaceAll(/http:\/\/(?:127\.0\.0\.1|frontend):8080/g, front)
      .replaceAll('https://decklog.example', front),
  )
// Waiting is not what is shown here, nor the disk of this machine.
const rules = { healthGate: { initialDelay: 0, interval: 0, attempts: 4, successes: 2 } }
const quick = (config: object): object => {
  const { plugins }: { plugins: { rollout: { targets: { production: object } } } } =
    structuredClone(config) as never
  Object.assign(plugins.rollout.targets.production, rules)
  return { plugins: { ...plugins, disk: { interval: 1, limits: open } } }
}
const limit = (step: number): object => ({
  availablePercent: 0.04 - step / 100,
  availableBytes: 40 - 10 * step,
  inodesUsedPercent: 99.6 + step / 10,
})
const open = { warning: limit(1), critical: limit(2), emergency: limit(3) }

await configure(home, { ...quick(moved(ofDecklog)), port })
const app = await startDecklog(t, home)
const ci = await createOperator(app, { kind: 'service', scopes: ['read', 'operate'] })

const workshop = createWorkshop(t.testdir())
await workshop.release()
const manifest: Manifest = JSON.parse(workshop.read('release.json') ?? '')
const bin = join(workshop.folder, '..', 'host')
mkdirSync(bin)
const undone = join(bin, 'undone')
const images = manifest.images.map(one => `${one.repository}:${one.tag}@${one.digest}`).join('\n')
writeFileSync(join(bin, 'images'), images)
const docker = `#!/bin/sh\ncase "$1" in\n  ps) cat ${bin}/images ;;\n  compose) echo "$*" >>${undone} ;;\nesac\n`
writeFileSync(join(bin, 'docker'), docker)
chmodSync(join(bin, 'docker'), 0o755)
writeFileSync(join(bin, 'decklog.yml'), stringify(quick(moved(ofHost))))

async function decklog(...words: readonly string[]): Promise<{ code: number; out: string }> {
  let out = ''
  const code = await runCommandLine({
    words,
    env: {
      PATH: `${bin}:${process.env['PATH']}`,
      DECKLOG_URL: app.url,
      DECKLOG_TOKEN: ci.secret,
    },
    cwd: bin,
    print: text => void (out += text),
    printError: text => void (out += text),
  })
  return { code, out }
}

t.test('a healthy Decklog passes by the documented target, and stays', async t => {
  await ci.post('/api/v1/releases', manifest)
  await until(async () => {
    const { body } = await app.get('/api/v1/runtime/ops/disk-guard?path=/')
    return body['severity'] === 'ok'
  })
  const release = join(workshop.folder, 'release.json')
  const { code, out } = await decklog('rollout', 'verify', '--release', release)
  t.equal(code, 0, out)
  for (const check of [
    'health_routes',
    'openapi_routes',
    'running_images',
    'external_health_probe',
  ])
    t.match(out, new RegExp(`${check} +required +passed`))
  t.notOk(existsSync(undone))
})

t.test('another image, a page that is gone and a Decklog that is gone are taken back', async t => {
  const release = join(workshop.folder, 'release.json')
  const verify = (): Promise<{ code: number; out: string }> =>
    decklog('rollout', 'verify', '--release', release)
  const taken = (): number =>
    existsSync(undone) ? readFileSync(undone, 'utf8').trim().split('\n').length : 0
  writeFileSync(join(bin, 'images'), images.replace(/.{4}$/m, '0000'))
  t.match(await verify(), { code: 1, out: /is another image/ })
  t.equal(taken(), 1)
  writeFileSync(join(bin, 'images'), images)
  page.closeAllConnections()
  page.close()
  t.match(await verify(), { code: 1, out: /health gate/ })
  t.equal(taken(), 2)
  await app.stop()
  t.match(await verify(), { code: 1, out: /rollout record rollout-production-/ })
  t.equal(taken(), 3)
  t.match(readFileSync(undone, 'utf8'), /^compose --env-file last-good\.env up -d --wait$/m)
})

t.test('the secrets of the deployment are made as the documents say', async t => {
  const [, commands = ''] = /^```sh\n(install .*?)^```/ms.exec(read('docs/how-to/deploy.md')) ?? []
  const folder = t.testdir()
  execFileSync('bash', ['-euc', commands], { cwd: folder })
  const compose = parse(read('compose.yml'), { merge: true })
  const files = Object.values<{ file: string }>(compose.secrets).map(({ file }) => file)
  const binds = compose.services.backend.volumes.map(({ source }: { source: string }) => source)
  for (const path of [...files, ...binds.filter((source: string) => source.startsWith('./'))])
    t.ok(existsSync(join(folder, path)), path)
  t.ok(readFileSync(join(folder, 'secrets/token_keys'), 'utf8').trim().length >= 32)
})
