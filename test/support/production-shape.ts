import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import { until } from './decklog-process.ts'
import { createImages } from './production-images.ts'

interface Service {
  readonly user: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly (string | Bind)[]
  readonly tmpfs: readonly string[]
}

interface Bind {
  readonly source: string
  readonly target: string
  readonly read_only: boolean
}

interface Compose {
  readonly services: Readonly<Record<keyof typeof ports, Service>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

/** A service that runs: what it said, and its own process, behind bubblewrap. */
export interface Shaped {
  readonly said: () => string
  readonly pid: () => number
}

/**
 * Starts a service of compose.yml as Compose would, but for the container engine and the image: its user, environment, mounts, secrets and
 * capabilities under bubblewrap, on a root that cannot be written to.
 */
export interface Shape {
  start(name: keyof Compose['services']): Promise<Shaped>
  stop(): Promise<void>
}

const ports = { postgres: 5432, eventstore: 2113, backend: 8100, frontend: 8080 } as const

/** Prepares the services of a folder in which docs/how-to/deploy.md was followed. */
export async function createShape(folder: string): Promise<Shape> {
  const text = readFileSync(join(packageRoot, 'compose.yml'), 'utf8')
  const { services, secrets }: Compose = parse(text, { merge: true })
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost ${Object.keys(ports).join(' ')}\n`)
  const images = await createImages(folder)
  const children: ChildProcess[] = []
  return {
    async stop() {
      // Whoever changes its user is not ended with its parent.
      for (const child of children.toReversed()) {
        process.kill(innermost(child.pid ?? 0), 'SIGINT')
        await once(child, 'close')
      }
    },
    async start(name) {
      const service = services[name]
      const image = images[name]
      const mounts = [
        ...image.mounts,
        ...['--ro-bind', join(folder, 'hosts'), '/etc/hosts'],
        ...service.tmpfs.flatMap(tmpfsOf),
        ...(service.volumes ?? []).flatMap(volume => volumeOf(volume, folder, service.user)),
        ...(service.secrets ?? []).flatMap(secret => [
          ...['--ro-bind', resolve(folder, secrets[secret]?.file ?? ''), `/run/secrets/${secret}`],
        ]),
      ]
      const own = name === 'eventstore' ? standInOf(folder) : {}
      const environment = { ...service.environment, ...own, PATH: '/image/bin:/usr/bin:/bin' }
      const settings = Object.entries(environment).flatMap(([key, value]) => [
        ...['--setenv', key, value.replace(/^\$\{DECKLOG_NODE_NAME:.*\}$/, 'web-1')],
      ])
      const [uid = '', gid = ''] = service.user.split(':')
      const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
      const bare = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs', '--']
      const toBecome = ['SETUID', 'SETGID', 'SETPCAP'].flatMap(cap => ['--cap-add', `CAP_${cap}`])
      const child = spawn(
        'bwrap',
        [
          ...['--die-with-parent', '--unshare-ipc', '--unshare-uts', '--cap-drop', 'ALL'],
          ...[...toBecome, '--clearenv', ...settings, ...openFolders, ...mounts],
          ...['--remount-ro', '/', '--chdir', image.workdir, '--', ...asUser, ...bare],
          ...[...image.entrypoint, ...(service.command ?? [])],
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      )
      const said = heard(child)
      children.push(child)
      await until(async () => (await listens(ports[name])) || child.exitCode !== null, 60_000)
      if (child.exitCode !== null) throw new Error(`${name} ended:\n${said()}`)
      return { said, pid: () => innermost(child.pid ?? 0) }
    },
  }
}

// Bubblewrap makes the folders above a mount for root alone.
const openFolders = [
  ...['/etc', '/image', '/image/bin', '/opt', '/opt/decklog', '/run', '/run/secrets', '/srv'],
  ...['/var', '/var/lib', '/var/lib/decklog', '/var/log', '/var/run'],
].flatMap(folder => ['--perms', '0755', '--dir', folder])

function tmpfsOf(mount: string): readonly string[] {
  const [target = '', options = ''] = mount.split(':')
  const size = Number(/size=(\d+)m/.exec(options)?.[1]) * 1024 * 1024
  return ['--perms', '1777', '--size', String(size), '--tmpfs', target]
}

function volumeOf(
  volume: NonNullable<Service['volumes']>[number],
  folder: string,
  user: string,
): readonly string[] {
  if (typeof volume !== 'string')
    return [
      volume.read_only ? '--ro-bind' : '--bind',
      resolve(folder, volume.source),
      volume.target,
    ]
  const [name = '', target = ''] = volume.split(':')
  const data = join(folder, 'volumes', name)
  mkdirSync(data, { recursive: true })
  chownSync(data, ...(user.split(':').map(Number) as [number, number]))
  return ['--bind', data, target]
}

// In EventStoreDB's place stands the ledger node, with a database of its own.
function standInOf(folder: string): Readonly<Record<string, string>> {
  const password = readFileSync(join(folder, 'secrets/postgres_password'), 'utf8').trim()
  return {
    DECKLOG_DATABASE_URL: `postgres://decklog:${password}@postgres:5432/ledger`,
    DECKLOG_DATA_DIR: '/tmp/ledger',
  }
}

function heard({ stdout, stderr }: ChildProcess): () => string {
  let said = ''
  for (const one of [stdout, stderr]) one?.on('data', text => (said += text))
  return () => said
}

function listens(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  return once(socket, 'connect').then(
    () => (socket.destroy(), true),
    () => false,
  )
}

// Below bubblewrap itself, which stays to watch.
function innermost(pid: number): number {
  if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'bwrap') return pid
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return child ? innermost(Number(child)) : pid
}
