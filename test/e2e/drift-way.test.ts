import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { manifestExample, releaseIdOf } from '../../plugins/release/manifest.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'
import { emptyList } from '../support/empty-list.ts'
import { createRolloutService } from '../support/rollout-service.ts'
import { createOperator } from '../support/run-operator.ts'

// The commands of docs/how-to/see-drift.md, as they stand there, about a service whose images are changed by hand.
const page = readFileSync(join(packageRoot, 'docs/how-to/see-drift.md'), 'utf8')
const [documented = ''] = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text)
const commands = [...page.matchAll(/^```sh\n(.*?)^```/gms)]
  .flatMap(([, text = '']) => text.split('\n'))
  .map(line => line.replace(/\s+#.*$/, ''))

const service = await createRolloutService(t)
const right = {
  commit: manifestExample.commit,
  images: manifestExample.images.map(
    ({ repository, tag, digest }) => `${repository}:${tag}@${digest}`,
  ),
}
const drifted = { ...right, images: right.images.map(one => one.replace(/.{4}$/, '0000')) }
service.deploy(right)
// Whatever disk this runs on has room by these.
const room = (step: number): object => ({
  availablePercent: 0.04 - step / 100,
  availableBytes: 40 - 10 * step,
  inodesUsedPercent: 99.6 + step / 10,
})
const limits = { warning: room(1), critical: room(2), emergency: room(3) }
const { plugins }: { plugins: object } = parse(
  documented.replace('https://shop.example', service.url),
)
const marks = t.testdir()
const policy = {
  ...{ name: 'redeploy', after: 0, node: hostname() },
  for: { kind: 'target', states: ['drifted'], subjects: ['shop'] },
  action: { run: { argv: ['touch', join(marks, 'redeployed')] } },
}
const recovery = { interval: '1s', settle: 0, startWithin: '10m', policies: [policy] }
const home = await createHome(t, {
  plugins: { ...plugins, disk: { interval: 1, limits }, recovery },
})
const start = () => startDecklog(t, home)
let app = await start()
const { secret } = await createOperator(app, {
  kind: 'person',
  subject: 'ada',
  scopes: ['read', 'operate'],
})
const release = releaseIdOf(manifestExample)
await app.post('/api/v1/releases', manifestExample)

/** Runs a command of the page: its first that begins so. */
async function documentedCommand(start: string): Promise<{ code: number; out: string }> {
  const command = commands.find(one => one.startsWith(`decklog ${start}`))
  if (command === undefined) throw new Error(`${start} is not documented`)
  const words = [...command.replace('"$RELEASE"', release).matchAll(/'([^']*)'|(\S+)/g)]
  let out = ''
  const code = await runCommandLine({
    words: [...words.slice(1).map(([, quoted, word]) => quoted ?? word ?? '')],
    env: { DECKLOG_URL: app.url, DECKLOG_TOKEN: secret, DECKLOG_CONFIG: home.configFile },
    cwd: home.folder,
    print: text => void (out += text),
    printError: text => void (out += text),
  })
  return { code, out }
}

const target = async (query = ''): Promise<Record<string, unknown>> =>
  (await app.get(`/api/v1/targets/shop${query}`)).body
const alarms = async (): Promise<unknown> =>
  (await app.get('/api/v1/alarms?kind=drift&state=raised')).body['alarms']

t.test('a target of which nothing was approved is seen without anybody asking', async t => {
  await until(async () => typeof (await target())['looked_at'] === 'string', 120_000)
  t.match(await target(), {
    id: 'shop',
    condition: 'unknown',
    approved: null,
    running: [{ digest: /^sha256:/ }],
  })
})

t.test('what is verified is approved, and what is changed by hand is drift', async t => {
  await until(async () => {
    const { body } = await app.get('/api/v1/runtime/ops/disk-guard?path=/')
    return body['severity'] === 'ok'
  })
  t.match(await documentedCommand('rollout verify'), { code: 0 })
  t.match(await documentedCommand('targets look shop'), { code: 0, out: /^shop as_approved/ })
  const before = new Date().toISOString()
  service.deploy(drifted)
  t.match(await documentedCommand('targets look shop'), { code: 1, out: /is another image/ })
  t.match(await documentedCommand('targets show shop'), {
    ...{ code: 0, out: /Condition +drifted\nApproved +release [0-9a-f]{64}, approved\nRun +none/ },
  })
  t.match((await documentedCommand('targets show shop')).out, /Drifted +since .* at the latest/)
  t.match(await documentedCommand('targets list --condition'), { code: 0, out: /^shop +drifted/m })
  t.match(await documentedCommand('gates ask drift'), { out: /target_drifted|does not run/ })
  t.match(await target(`?as_of=${before}`), { condition: 'as_approved', drifted_since: null })
  await until(async () => ((await alarms()) as unknown[]).length === 1)
  t.match(await alarms(), [{ severity: 'critical', text: /does not run what was approved/ }])
  const only = (await app.get('/api/v1/targets?keys=shop,none&limit=1')).body['targets']
  t.match(only, [{ id: 'shop', approved: { release_id: release, run_id: null } }])
  t.match((await app.get('/api/v1/targets?condition=as_approved')).body, { targets: emptyList })
})

interface Recovery {
  readonly id: string
  readonly standing: string
  readonly action: { readonly digest: string }
}

/** A policy suggests what heals the drift; a person lets it, and its action ends. */
async function approveRedeploying(): Promise<void> {
  const recovery = async (): Promise<Recovery | undefined> => {
    const { body } = await app.get('/api/v1/recoveries?policy=redeploy')
    return (body as unknown as { recoveries?: readonly Recovery[] }).recoveries?.[0]
  }
  await until(async () => (await recovery())?.standing === 'suggested', 120_000)
  const { id = '', action } = (await recovery()) ?? {}
  await app.post(`/api/v1/recoveries/${id}/approve`, { digest: action?.digest })
  await until(async () => typeof (await redeploying())?.['finished_at'] === 'string', 120_000)
}

async function redeploying(): Promise<Record<string, unknown> | undefined> {
  const { body } = await app.get('/api/v1/recovery-attempts?policy=redeploy')
  return (body as unknown as { attempts?: readonly Record<string, unknown>[] }).attempts?.[0]
}

t.test('after a restart it has still drifted, until it runs what was approved', async t => {
  await app.stop()
  app = await start()
  t.match(await target(), { condition: 'drifted' })
  service.behave('never ready')
  await approveRedeploying()
  service.deploy(right)
  await until(async () => (await documentedCommand('targets look shop')).code === 0, 120_000)
  t.match(await target(), { condition: 'as_approved', drifted_since: null, drift_text: null })
  await until(async () => ((await alarms()) as unknown[]).length === 0)
  t.ok(existsSync(join(marks, 'redeployed')), 'the policy acted')
  await until(async () => (await redeploying())?.['outcome'] === 'verified', 120_000)
  const { verified_event_ids: ids } = (await redeploying()) ?? {}
  const { body } = await app.get('/api/v1/streams/targetLook-shop?limit=200')
  const { events } = body as unknown as { events: readonly { id: string; type: string }[] }
  t.match(
    events.filter(({ id }) => [ids].flat().includes(id)),
    [{ type: 'rollout.TargetLooked' }],
    'a look after it says so',
  )
})

t.test('what is forgotten by hand is looked at again when it is still configured', async t => {
  t.match(await documentedCommand('targets forget'), { code: 0, out: /^shop is forgotten/ })
  t.match(await target(), { condition: 'unwatched', looked_at: null })
  await until(async () => (await documentedCommand('targets look shop')).code === 0, 120_000)
  t.match(await target(), { condition: 'as_approved' })
  t.match(await documentedCommand('targets list'), { code: 0, out: /^shop +as_approved/m })
})
