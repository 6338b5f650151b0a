import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { stringify } from 'yaml'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import type { Manifest } from '../../plugins/release/manifest.ts'
import { createWorkshop } from '../plugins/release/building/workshop.ts'
import { until } from '../support/decklog-process.ts'
import { startDockerResolver } from '../support/docker-resolver.ts'
import { debianTool } from '../support/newer-tool.ts'
import { createShape } from '../support/production-shape.ts'
import { createOperator } from '../support/run-operator.ts'

// The services of compose.yml without a container engine. They listen on ports that are theirs, so all of this runs in a network of its
// own: the file starts itself in one, and tells what was found there.
const inside = 'DECKLOG_TEST_INSIDE'
const missing =
  debianTool('bwrap', 'bubblewrap').missing ||
  debianTool('nginx', 'nginx-light').missing ||
  (process.getuid?.() !== 0 && 'only root can become the users of compose.yml')
if (process.env[inside] === undefined)
  t.test('compose.yml runs without a container engine', { skip: missing }, outside)
else await within()

async function outside(t: Test): Promise<void> {
  const wrapped = ['--dev-bind', '/', '/', '--proc', '/proc', '--unshare-net', '--unshare-pid']
  const child = spawn(
    'bwrap',
    [...wrapped, '--die-with-parent', process.execPath, fileURLToPath(import.meta.url)],
    { env: { ...process.env, [inside]: 'yes' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  await once(child, 'close')
  t.equal(child.exitCode, 0, said)
  t.match(said, /^ok \d+ - a first release is rolled out and approved/m)
}

async function within(): Promise<void> {
  const folder = t.testdir()
  const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')
  const [, commands = ''] = /^```sh\n(install .*?)^```/ms.exec(read('docs/how-to/deploy.md')) ?? []
  execFileSync('bash', ['-euc', commands], { cwd: folder })
  execFileSync('chmod', ['0711', folder])

  const workshop = createWorkshop(join(folder, 'workshop'))
  await workshop.release()
  const manifest: Manifest = JSON.parse(workshop.read('release.json') ?? '')
  const images = manifest.images.map(one => `${one.repository}:${one.tag}@${one.digest}`)
  const production = {
    health: [{ url: 'http://127.0.0.1:8100/readyz', contains: '"ok":true' }],
    images: { command: ['printf', '%s\n', ...images] },
    healthGate: { initialDelay: 0, interval: 0, attempts: 3, successes: 1 },
    required: ['health_routes', 'running_images'],
  }
  const rollout = { defaultTarget: 'production', targets: { production } }
  const config = {
    extensions: ['/srv/decklog/load-guard'],
    plugins: {
      rollout,
      load: { intervalSeconds: 1 },
      gsd: { gates: { rollout: [], hardening: [] } },
    },
  }
  writeFileSync(join(folder, 'secrets/own/webhook'), 'a key of the tests, which is long enough')
  writeFileSync(join(folder, 'config/decklog.yml'), stringify(config))
  const guard = join(folder, 'extensions/load-guard')
  cpSync(join(packageRoot, 'examples/load-guard'), guard, { recursive: true })
  for (const name of ['joi', 'rxjs', 'tslib', '@hapi', '@standard-schema'])
    cpSync(join(packageRoot, 'node_modules', name), join(guard, 'node_modules', name), {
      recursive: true,
      dereference: true,
    })

  const shape = await createShape(folder)
  const resolver = await startDockerResolver(['backend'])
  const started = {
    postgres: await shape.start('postgres'),
    eventstore: await shape.start('eventstore'),
    backend: await shape.start('backend'),
    frontend: await shape.start('frontend'),
  }
  const url = 'http://127.0.0.1:8100'
  const ready = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      answer => answer.ok,
      () => false,
    )

  await t.test('the services run as compose.yml says, and are well', async t => {
    await until(ready, 60_000).catch(async error => {
      t.comment(await (await fetch(`${url}/readyz`)).text(), started.backend.said())
      throw error
    })
    const keysFile = join(folder, 'audit/keys')
    await until(async () => existsSync(keysFile), 60_000)
    const keys = statSync(keysFile)
    t.strictSame([keys.uid, keys.mode & 0o777], [1000, 0o600], 'the ledger is sealed')
    for (const [name, uid, places] of [
      ['backend', 1000, ['/opt/decklog/x', '/etc/decklog/x', '/host/tmp/x']],
      ['frontend', 101, ['/etc/nginx/x', '/usr/share/nginx/html/x']],
      ['eventstore', 1000, ['/opt/decklog/x']],
      ['postgres', 999, ['/opt/decklog/x']],
    ] as const) {
      const status = readFileSync(`/proc/${started[name].pid()}/status`, 'utf8')
      t.match(status, new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s`, 'm'), name)
      t.match(status, /^CapEff:\s+0+$/m, `${name} has no capability`)
      t.match(status, /^CapBnd:\s+0+$/m, `${name} can get none`)
      t.match(status, /^NoNewPrivs:\s+1$/m, name)
      const root = `/proc/${started[name].pid()}/root`
      for (const place of ['/x', ...places])
        t.throws(() => writeFileSync(root + place, ''), { code: 'EROFS' }, `${name} ${place}`)
    }
  })

  await t.test(
    'the frontend serves the console, and passes its calls on to the backend',
    async t => {
      const ask = async (path: string, sent: Readonly<Record<string, string>> = {}) => {
        const answer = await fetch(`http://127.0.0.1:8080${path}`, { headers: sent })
        const { status, headers } = answer
        return { status, headers: Object.fromEntries(headers), body: await answer.text() }
      }
      const policy = /^default-src 'none'; script-src 'self';[^,]*$/
      const page = await ask('/')
      t.match(page, {
        ...{ status: 200, body: read('dist/frontend/index.html') },
        headers: { 'content-type': 'text/html', 'content-security-policy': policy },
      })
      t.match(await ask('/runs/7'), { status: 200, body: page.body }, 'at the address of any page')
      const loaded = [...page.body.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
      t.equal(loaded.length, 3)
      for (const path of loaded)
        t.match(await ask(path), {
          ...{ status: 200, body: read(`dist/frontend${path}`) },
          headers: { 'cache-control': /immutable/, 'content-security-policy': policy },
        })
      const asked = await ask('/readyz')
      t.match(asked, { status: 200, headers: { 'content-security-policy': policy } })
      t.match(JSON.parse(asked.body), { ok: true, items: [{ state: 'ok' }] })
      const admin = readFileSync(join(folder, 'secrets/admin_token'), 'utf8').trim()
      const authorization = `Bearer ${admin}`
      t.match((await ask('/api/v1/access/self', { authorization })).body, /"scopes":\["/)
      t.match(
        await ask('/api/v1/access/self'),
        { status: 401, headers: { 'content-security-policy': /^default-src 'none'[^,]*$/ } },
        'which judges every call',
      )
      t.strictSame([...resolver.asked], ['backend'], 'which it finds by the name of its service')
      for (const path of ['/metrics', '/openapi.json', '/docs', '/health'])
        t.equal((await ask(path)).status, 404, `${path} is not passed on`)
      const sent = await fetch('http://127.0.0.1:8080/readyz', { method: 'POST' })
      t.equal(sent.status, 403, 'nor is what is no question')
      t.notMatch(started.frontend.said(), /\[(alert|crit|emerg)\]/)
    },
  )

  await t.test('a first release is rolled out and approved', async t => {
    const admin = readFileSync(join(folder, 'secrets/admin_token'), 'utf8').trim()
    const post = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' }
      const answer = await fetch(url + path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const ci = await createOperator({ url, post }, { kind: 'service', scopes: ['read', 'operate'] })
    const owner = await createOperator({ url, post }, { kind: 'person', subject: 'ada' })
    writeFileSync(join(workshop.folder, 'decklog.yml'), stringify({ plugins: { rollout } }))
    const decklog = async (...words: readonly string[]): Promise<{ code: number; out: string }> => {
      let out = ''
      const code = await runCommandLine({
        words,
        env: { PATH: process.env['PATH'], DECKLOG_URL: url, DECKLOG_TOKEN: ci.secret },
        cwd: workshop.folder,
        print: text => void (out += text),
        printError: text => void (out += text),
      })
      return { code, out }
    }
    t.match(await decklog('release', 'register', 'release.json'), { code: 0 })
    const { body: listed } = await ci.get('/api/v1/releases')
    const [{ release_id }] = listed['releases'] as [{ release_id: string }]
    const run = { run_name: 'first', release_id, approvals: [{ stage: 'completion' }] }
    const { body: created } = await ci.post('/api/v1/gsd-runs', run)
    const path = `/api/v1/gsd-runs/${created['id']}`
    for (const stage of ['implementation', 'rollout'])
      t.match(await ci.patch(path, { stage }), { status: 200, body: { stage } })
    t.match(await decklog('rollout', 'verify', '--run', String(created['id'])), { code: 0 })
    for (const stage of ['validation', 'hardening'])
      t.match(await ci.patch(path, { stage }), { status: 200, body: { stage } })
    t.match(await ci.patch(path, { status: 'completed' }), { status: 409 })
    const { body: looked } = await owner.get(`${path}/approvals`)
    const approval = {
      ...{ stage: 'completion', decision: 'approved' },
      subject_digest: looked['subject_digest'],
    }
    t.match(await owner.post(`${path}/approvals`, approval), { status: 200 })
    t.match(await ci.patch(path, { status: 'completed' }), { body: { completed_at: /Z$/ } })
    t.match(await ci.get('/api/v1/releases/last-known-good'), { body: { release_id } })
  })

  await t.test('a plugin of its own is loaded from the folder beside compose.yml', async t => {
    const asked = await fetch(`${url}/openapi.json`).then(answer => answer.text())
    t.ok(asked.includes('"/api/v1/loads"'), 'its read model is served')
  })
  await shape.stop()
  await resolver.stop()
}
