import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import {
  adminToken,
  configure,
  createHome,
  decklog,
  startDecklog,
  until,
  type Home,
} from '../support/decklog-process.ts'
import { followChanges } from '../support/live-changes.ts'

t.test('a filling disk turns its severity everywhere, and back after hysteresis', async t => {
  const home = await createHome(t)
  const mount = join(home.folder, 'small')
  await mkdir(mount)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', mount])
  t.teardown(() => spawnSync('umount', ['-l', mount]))
  await configureMount(home, mount)
  const app = await startDecklog(t, home)
  const changes = await followChanges(app.url, adminToken)
  t.teardown(changes.stop)
  const disk = async () =>
    (await app.get(`/api/v1/runtime/ops/disk-guard?path=${encodeURIComponent(mount)}`)).body
  const check = () =>
    decklog(['check', 'disk', '--mount', mount, '--url', app.url], { DECKLOG_TOKEN: adminToken })
  const forget = () =>
    decklog(
      ['disks', 'forget', '--mount', mount, '--reason', 'The test is over', '--url', app.url],
      { DECKLOG_TOKEN: adminToken },
    )

  await until(async () => (await disk())['severity'] === 'ok')
  t.equal((await check()).code, 0, 'the check passes')
  t.match(await app.post('/api/v1/gates/disk', { path: mount }), { body: { decision: 'allow' } })

  await writeFile(join(mount, 'ballast'), Buffer.alloc(15.5 * 1024 * 1024))
  await until(async () => (await disk())['severity'] === 'emergency')
  t.equal((await check()).code, 2, 'the check is critical')
  const refused = await forget()
  t.not(refused.code, 0)
  t.match(refused.stderr, /was read at .*: it is there/, 'what is there is not forgotten')
  t.match(await app.post('/api/v1/gates/disk', { path: mount }), {
    body: { decision: 'deny', reasons: [{ gate: 'disk', event_ids: [/^[0-9a-f-]{36}$/] }] },
  })
  t.ok(
    changes.seen.some(c => c.topic === 'disk-status'),
    'live changes told it',
  )

  await rm(join(mount, 'ballast'))
  await until(async () => (await disk())['observed_severity'] === 'ok')
  t.equal((await disk())['severity'], 'emergency', 'it does not come back at once')
  await until(async () => (await disk())['severity'] === 'ok')
  t.equal((await check()).code, 0)

  t.match(await app.post('/api/v1/gates/disk', { path: '/' }), {
    body: { decision: 'deny', reasons: [{ code: 'disk_not_watched' }] },
  })
  execFileSync('umount', [mount])
  const known = async () => (await app.get('/api/v1/disks')).body['disks'] as { state: string }[]
  await until(async () => (await known())[0]?.state === 'gone')
  const { code, stdout } = await forget()
  t.match([code, stdout], [0, /is forgotten/])
  t.strictSame(await known(), [])
  t.match(await app.get('/api/v1/disks?forgotten=true'), {
    body: { disks: [{ mount, forgotten: { reason: 'The test is over', by: /^person:/ } }] },
  })
  t.match(await app.post('/api/v1/gates/disk', { mount }), {
    body: { decision: 'deny', reasons: [{ code: 'disk_not_known' }] },
  })
})

// Seconds instead of minutes, so that a test can wait for them.
async function configureMount(home: Home, mount: string): Promise<void> {
  const atOnce = { enterAfter: 0 }
  const limits = { warning: atOnce, critical: atOnce, emergency: atOnce, leaveAfter: '2s' }
  await configure(home, { plugins: { disk: { mounts: [mount], interval: '1s', limits } } })
}
