import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import { settingKeys } from '../../core/config/settings-schema.ts'
import { composeImages } from '../../plugins/release/building/compose-images.ts'
import { ownImages } from '../../plugins/release/building/plan-release.ts'

interface Service {
  readonly image: string
  readonly user: string
  readonly command?: readonly string[]
  readonly restart: string
  readonly read_only: boolean
  readonly privileged?: boolean
  readonly network_mode?: string
  readonly cap_add?: readonly string[]
  readonly cap_drop: readonly string[]
  readonly security_opt: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly (string | Bind)[]
  readonly tmpfs: readonly string[]
  readonly networks: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck: { readonly test: readonly string[] }
  readonly deploy: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } }
}

interface Bind {
  readonly source: string
  readonly target: string
  readonly read_only: boolean
  readonly bind: { readonly propagation?: string; readonly create_host_path?: boolean }
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>
  readonly volumes: Readonly<Record<string, object>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

const text = await readFile(join(packageRoot, 'compose.yml'), 'utf8')
const compose: Compose = parse(text, { merge: true })
const { services } = compose

t.strictSame(Object.keys(services), ['backend', 'frontend', 'eventstore', 'postgres'])

for (const [name, service] of Object.entries(services)) {
  t.test(`${name} is hardened`, async t => {
    const [user, group] = service.user.split(':').map(Number)
    t.ok(user && group, 'runs as somebody other than root')
    t.equal(service.read_only, true, 'cannot change its own files')
    t.strictSame(service.cap_drop, ['ALL'])
    t.equal(service.cap_add, undefined)
    t.strictSame(service.security_opt, ['no-new-privileges:true'])
    t.equal(service.privileged, undefined)
    t.equal(service.network_mode, undefined)
    t.ok(
      service.tmpfs.every(mount => /:.*\bsize=\d+m\b.*nosuid,nodev$/.test(mount)),
      'what it may write in memory is bounded',
    )
    t.strictSame(Object.keys(service.deploy.resources.limits), ['cpus', 'memory', 'pids'])
    for (const port of service.ports ?? []) t.match(port, /^127\.0\.0\.1:/, 'only this host')
    t.notMatch(JSON.stringify(service.volumes ?? []), 'docker.sock')
  })

  t.test(`${name} is watched and comes back`, async t => {
    t.equal(service.restart, 'unless-stopped')
    t.equal(service.healthcheck.test[0], 'CMD', 'no shell reads the health check')
  })

  t.test(`${name} has no secret in its environment`, async t => {
    const secret = Object.keys(service.environment ?? {}).filter(key =>
      /PASSWORD|TOKEN|SECRET|DATABASE_URL/.test(key),
    )
    t.ok(secret.every(key => key.endsWith('_FILE')))
    for (const used of service.secrets ?? []) t.ok(compose.secrets[used], used)
  })
}

t.test('own images must be set, others are exact versions', async t => {
  for (const { service, variable, reference } of composeImages(text)) {
    const own = ownImages.find(image => image.variable === variable)
    if (own) t.equal(reference, null, `${service} has no image unless a release names it`)
    else t.match(reference, /^[a-z0-9.]+\/[a-z0-9/-]+:\d+\.\d+[\w.-]*$/, service)
  }
  t.equal(composeImages(text).filter(({ reference }) => reference === null).length, 2)
})

t.test('the stores reach nothing but each other and the backend, and publish nothing', async t => {
  t.strictSame(Object.keys(compose.networks), ['edge', 'data'])
  t.equal(compose.networks['data']?.internal, true)
  for (const name of ['eventstore', 'postgres']) {
    t.strictSame(services[name]?.networks, ['data'])
    t.equal(services[name]?.ports, undefined)
  }
  t.strictSame(services['frontend']?.networks, ['edge'], 'the page reaches no store')
})

t.test(
  'the backend waits for its stores, and the page does not wait to say it is down',
  async t => {
    t.strictSame(services['backend']?.depends_on, {
      eventstore: { condition: 'service_healthy' },
      postgres: { condition: 'service_healthy' },
    })
    t.strictSame(services['frontend']?.depends_on, { backend: { condition: 'service_started' } })
  },
)

t.test('the disk guard sees the file systems of the host, and cannot write to them', async t => {
  const { volumes = [], environment = {} } = services['backend'] ?? {}
  const outside = volumes.filter(one => typeof one === 'string' || !one.source.startsWith('./'))
  t.strictSame(outside, [
    {
      type: 'bind',
      source: '/',
      target: environment['DECKLOG_HOST_ROOT'],
      read_only: true,
      bind: { propagation: 'rslave' },
    },
  ])
})

t.test('configuration, extensions and secrets lie beside the file, and are only read', async t => {
  const { volumes = [], command } = services['backend'] ?? {}
  const places = volumes.filter(one => typeof one === 'object' && one.source.startsWith('./'))
  t.strictSame(
    places.filter(one => typeof one === 'object' && one.source !== './audit'),
    [
      ['./config', '/etc/decklog'],
      ['./extensions', '/srv/decklog'],
      ['./secrets/own', '/run/decklog'],
    ].map(([source, target]) => ({
      ...{ type: 'bind', source, target, read_only: true },
      // What is not there is a mistake, and no empty folder of root's.
      bind: { create_host_path: false },
    })),
  )
  t.strictSame(command, ['start', '--config', '/etc/decklog/decklog.yml'])
})

t.test('keys outlive the container, in the one place that the backend may write to', async t => {
  const { volumes = [], environment = {} } = services['backend'] ?? {}
  t.strictSame(
    volumes.filter(one => typeof one === 'string' || !one.read_only),
    [
      {
        ...{ type: 'bind', source: './audit', target: environment['DECKLOG_SEAL_FOLDER'] },
        ...{ read_only: false, bind: { create_host_path: false } },
      },
    ],
  )
})

t.test('data is kept in named volumes', async t => {
  for (const name of ['eventstore', 'postgres'])
    for (const volume of services[name]?.volumes ?? [])
      t.ok(compose.volumes[String(volume).split(':')[0] ?? ''], String(volume))
})

t.test('every setting of the backend is one that there is', async t => {
  const known = settingKeys.map(
    key => `DECKLOG_${key.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`,
  )
  const set = Object.keys(services['backend']?.environment ?? {})
  t.strictSame(
    set.filter(key => !known.includes(key.replace(/_FILE$/, ''))),
    [],
  )
})
