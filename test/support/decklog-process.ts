import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import type { Teardown } from './postgres.ts'

const main = fileURLToPath(new URL('../../core/main.js', import.meta.url))

/** The secret of the admin token that every started Decklog knows. */
export const adminToken = 'an-admin-token-for-the-tests-0123456789'

/** A running `decklog start`, as a user would have it. */
export interface DecklogProcess {
  readonly url: string
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  /** Sends a signal and resolves with the exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>
  get(path: string): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  put(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>
}

/** Where a process's standard error goes: to the test, or to a descriptor. */
type StandardError = 'pipe' | number

/** Where one Decklog of a test lives: its data, its configuration and its ports, the same at every start. */
export interface Home {
  readonly folder: string
  readonly ledgerPort: number
  readonly configFile: string
  /** How it starts first: on an empty Postgres that is there already, or with nothing, as its users' do. */
  readonly first: 'soon' | 'bare'
}

/** Makes a folder with a configuration of its own, removed when the test ends. */
export async function createHome(
  t: Teardown,
  config: object = {},
  first: Home['first'] = 'soon',
): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  // The user that Postgres runs as must reach the data, which else goes elsewhere.
  await chmod(folder, 0o711)
  const configFile = join(folder, 'decklog.yml')
  const home = { folder, ledgerPort: await freePort(), configFile, first }
  await configure(home, config)
  return home
}

/** Writes the configuration of a home: its own ports and folders, and what is given. */
export async function configure(home: Home, config: object): Promise<void> {
  const { folder, ledgerPort, configFile } = home
  const own = { port: 0, ledgerPort, dataDir: join(folder, 'data') }
  await writeFile(configFile, stringify({ ...own, ...config }))
}

/** Starts Decklog in a home and waits until it says that it is ready. */
export async function startDecklog(
  t: Teardown,
  home: Home,
  env: Record<string, string> = {},
  stderr: StandardError = 'pipe',
): Promise<DecklogProcess> {
  const own = { DECKLOG_ADMIN_TOKEN: adminToken, ...env }
  if (home.first === 'soon' && env['DECKLOG_DATABASE_URL'] === undefined) await prepare(home)
  const child = runDecklog(['start', '--config', home.configFile], own, stderr)
  const output = collect(child)
  t.teardown(() => stop(child, 'SIGKILL'))
  await until(() => /API\s+http/.test(output.stdout()) || child.exitCode !== null, 120_000)
  const url = /API\s+(http:\/\/\S+)/.exec(output.stdout())?.[1]
  if (!url || child.pid === undefined) {
    throw new Error(`Decklog did not start:\n${output.stdout()}\n${output.stderr()}`)
  }
  const request = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text ? JSON.parse(lastLine(text)) : {},
      headers: response.headers,
    }
  }
  return {
    url,
    pid: child.pid,
    ...output,
    stop: signal => stop(child, signal ?? 'SIGTERM'),
    get: path => request('GET', path),
    post: (path, body) => request('POST', path, body),
    put: (path, body) => request('PUT', path, body),
  }
}

// To make a Postgres anew is most of the work of a first start, and the same each time.
async function prepare({ folder }: Home): Promise<void> {
  const made = process.env['DECKLOG_TEST_DATA_DIR']
  const data = join(folder, 'data')
  if (made === undefined || existsSync(join(data, 'postgres'))) return
  await mkdir(data, { recursive: true, mode: 0o700 })
  await promisify(execFile)('cp', ['-a', join(made, 'postgres'), data])
}

/** Runs the built command line without waiting. */
export function runDecklog(
  args: readonly string[],
  env: Record<string, string> = {},
  stderr: StandardError = 'pipe',
): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', '--', main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', stderr],
  })
}

/** Runs the built command line to its end. */
export async function decklog(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = runDecklog(args, env)
  const output = collect(child)
  await once(child, 'close')
  return { code: child.exitCode, stdout: output.stdout(), stderr: output.stderr() }
}

/** Of an answer that tells lines while it goes on, the last is the result. */
function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

/** Waits until a condition holds, looking every 25 ms; throws when it does not hold in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`Not so within ${timeoutMs} ms: ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}

function collect(child: ChildProcess): { stdout: () => string; stderr: () => string } {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', chunk => (stdout += chunk))
  child.stderr?.on('data', chunk => (stderr += chunk))
  return { stdout: () => stdout, stderr: () => stderr }
}

async function stop(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; ms: number }> {
  const startedMs = performance.now()
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'exit')
    child.kill(signal)
    await closed
  }
  return { code: child.exitCode, ms: performance.now() - startedMs }
}
