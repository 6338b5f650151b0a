import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import { findPostgresBinaries } from '../../core/embedded/postgres-binaries.ts'
import { until } from './decklog-process.ts'

interface Service {
  readonly user: string
  readonly command?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly (string | { readonly source: string; readonly target: string })[]
  readonly tmpfs: readonly string[]
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

const image = '/opt/decklog'
const ports = { postgres: 5432, eventstore: 2113, backend: 8100 } as const

/** Prepares the services of a folder in which docs/how-to/deploy.md was followed. */
export async function createShape(folder: string): Promise<Shape> {
  const text = readFileSync(join(packageRoot, 'compose.yml'), 'utf8')
  const { services, secrets }: Compose = parse(text, { merge: true })
  const { folder: postgres } = await findPostgresBinaries({ copiesDir: join(folder, 'binaries') })
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost ${Object.keys(ports).join(' ')}\n`)
  const users = ['root:x:0:0::/:', 'postgres:x:999:999::/:', 'node:x:1000:1000::/:']
  writeFileSync(join(folder, 'passwd'), `${users.join('\n')}\n`)
  writeFileSync(join(folder, 'entrypoint'), postgresEntrypoint)
  const entrypoints: Readonly<Record<keyof typeof services, readonly string[]>> = {
    backend: entrypointOf(readFileSync(join(packageRoot, 'Dockerfile'), 'utf8')),
    eventstore: [
      ...[
        'node',
        'dist/core/main.js',
        'ledger',
        '--host',
        '0.0.0.0',
        '--port',
        '2113',
        '--no-auth',
      ],
    ],
    postgres: ['bash', '/image/entrypoint'],
  }
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
      const mounts = [
        ...readOnlyRoot(postgres, folder),
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
          ...['--remount-ro', '/', '--chdir', image, '--', ...asUser, ...bare],
          ...[...entrypoints[name], ...(service.command ?? [])],
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
  ...['/etc', '/image', '/image/bin', '/opt', image, '/run', '/run/secrets', '/srv'],
  ...['/var', '/var/lib', '/var/log', '/var/run'],
].flatMap(folder => ['--perms', '0755', '--dir', folder])

// The base of an image is this machine's, and what the Dockerfile copies lies where it puts it.
function readOnlyRoot(postgres: string, folder: string): readonly string[] {
  const parts = ['package.json', 'migrations', 'dist', 'node_modules']
  return [
    ...['usr', 'lib', 'lib64', 'bin', 'sbin'].flatMap(name => [
      '--ro-bind-try',
      `/${name}`,
      `/${name}`,
    ]),
    ...['ld.so.cache', 'ssl'].flatMap(name => [
      ...['--ro-bind-try', `/etc/${name}`, `/etc/${name}`],
    ]),
    ...['--ro-bind', join(folder, 'passwd'), '/etc/passwd'],
    ...['--ro-bind', join(folder, 'hosts'), '/etc/hosts', '--proc', '/proc', '--dev', '/dev'],
    ...['--ro-bind', process.execPath, '/image/bin/node', '--ro-bind', postgres, '/image/postgres'],
    ...['--ro-bind', join(folder, 'entrypoint'), '/image/entrypoint'],
    ...parts.flatMap(part => [
      ...['--ro-bind', realpathSync(join(packageRoot, part)), `${image}/${part}`],
    ]),
  ]
}

function entrypointOf(dockerfile: string): readonly string[] {
  const [, json = '[]'] = /^ENTRYPOINT (\[.*\])$/m.exec(dockerfile) ?? []
  if (!dockerfile.includes(`WORKDIR ${image}\n`)) throw new Error(`The image is not in ${image}`)
  return JSON.parse(json)
}

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
    return ['--ro-bind', resolve(folder, volume.source), volume.target]
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

// What the image's own does on the first start.
const postgresEntrypoint = `set -euo pipefail
export PATH=/image/postgres/bin:$PATH PGDATA=/var/lib/postgresql/18/docker LC_ALL=C
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  initdb -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --no-instructions --no-sync $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  for name in "$POSTGRES_DB" ledger; do
    echo "create database $name" | postgres --single -j template1 >/dev/null
  done
fi
exec postgres -k /var/run/postgresql -c listen_addresses='*'
`

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
