import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../core/config/package-root.ts'
import { findPostgresBinaries } from '../../core/embedded/postgres-binaries.ts'

/** What stands in the place of an image under bubblewrap. */
export interface Image {
  readonly mounts: readonly string[]
  readonly workdir: string
  readonly entrypoint: readonly string[]
}

const root = '/opt/decklog'

/** Prepares in a folder the images of the services of compose.yml, from this machine and what the Dockerfiles copy. */
export async function createImages(
  folder: string,
): Promise<Readonly<Record<'backend' | 'eventstore' | 'frontend' | 'postgres', Image>>> {
  const { folder: postgres } = await findPostgresBinaries({ copiesDir: join(folder, 'binaries') })
  const users = ['root:x:0:0', 'nginx:x:101:101', 'postgres:x:999:999', 'node:x:1000:1000']
  writeFileSync(join(folder, 'passwd'), users.map(user => `${user}::/:\n`).join(''))
  writeFileSync(join(folder, 'entrypoint'), postgresEntrypoint)
  const own = { mounts: [...machine(folder), ...ownImage(postgres, folder)], workdir: root }
  const ledger = ['ledger', '--host', '0.0.0.0', '--port', '2113', '--no-auth']
  return {
    backend: {
      ...own,
      entrypoint: entrypointOf(readFileSync(join(packageRoot, 'Dockerfile'), 'utf8')),
    },
    eventstore: { ...own, entrypoint: ['node', 'dist/core/main.js', ...ledger] },
    postgres: { ...own, entrypoint: ['bash', '/image/entrypoint'] },
    frontend: {
      mounts: [...machine(folder), ...nginxImage()],
      workdir: '/',
      // What its base image runs, but for where errors go before the configuration is read.
      entrypoint: ['/usr/sbin/nginx', '-e', 'stderr', '-g', 'daemon off;'],
    },
  }
}

// The base of an image is this machine's.
function machine(folder: string): readonly string[] {
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
    ...['--proc', '/proc', '--dev', '/dev'],
  ]
}

// What the Dockerfile copies lies where it puts it.
function ownImage(postgres: string, folder: string): readonly string[] {
  const parts = ['package.json', 'migrations', 'dist', 'node_modules']
  return [
    ...['--ro-bind', process.execPath, '/image/bin/node', '--ro-bind', postgres, '/image/postgres'],
    ...['--ro-bind', join(folder, 'entrypoint'), '/image/entrypoint'],
    ...parts.flatMap(part => [
      ...['--ro-bind', realpathSync(join(packageRoot, part)), `${root}/${part}`],
    ]),
  ]
}

function nginxImage(): readonly string[] {
  const dockerfile = readFileSync(join(packageRoot, 'frontend/Dockerfile'), 'utf8')
  const copies = [...dockerfile.matchAll(/^COPY (?:--from=build \/app\/)?(\S+) (\/\S+)$/gm)]
  return [
    ...['--perms', '0755', '--dir', '/etc/nginx'],
    ...['--ro-bind', '/etc/nginx/mime.types', '/etc/nginx/mime.types'],
    ...copies.flatMap(([, from = '', to = '']) => ['--ro-bind', join(packageRoot, from), to]),
  ]
}

function entrypointOf(dockerfile: string): readonly string[] {
  const [, json = '[]'] = /^ENTRYPOINT (\[.*\])$/m.exec(dockerfile) ?? []
  if (!dockerfile.includes(`WORKDIR ${root}\n`)) throw new Error(`The image is not in ${root}`)
  return JSON.parse(json)
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
