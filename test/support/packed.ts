import { execFile, spawn } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../core/config/package-root.ts'
import { adminToken, freePort } from './decklog-process.ts'
import type { Teardown } from './postgres.ts'
import { until } from './until.ts'

const run = promisify(execFile)

/** An empty folder in which the package is installed, as it would be published, and nothing else. */
export interface Packed {
  readonly folder: string
  readonly tarball: string
  /** The package as it lies there. */
  readonly installed: string
  /** Where its command is. */
  readonly bin: string
}

/** Packs what is built, and answers where the tarball is. */
export async function packInto(folder: string): Promise<string> {
  const options = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const { stdout } = await run('npm', options, { cwd: packageRoot })
  return join(folder, stdout.trim())
}

/**
 * Packs what is built and unpacks it where nothing of this checkout is found; what the package depends on is not downloaded again but
 * linked, so that it takes no network.
 */
export async function installPacked(t: Teardown): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-packed-'))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  await chmod(folder, 0o711)
  const tarball = await packInto(folder)
  const modules = join(folder, 'node_modules')
  const installed = join(modules, 'decklog')
  await mkdir(join(modules, '.bin'), { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', folder])
  await rename(join(folder, 'package'), installed)
  const own = join(packageRoot, 'node_modules')
  for (const name of await readdir(own))
    if (!name.startsWith('.')) await symlink(join(own, name), join(modules, name))
  const main = join(installed, 'dist/core/main.js')
  await chmod(main, 0o755)
  const bin = join(modules, '.bin/decklog')
  await symlink(main, bin)
  return { folder, tarball, installed, bin }
}

/** Starts Decklog in a folder by a command that ends in `decklog`, and answers where it serves; it stops with the test, and with it whoever started it. */
export async function startThere(
  t: Teardown,
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
  configuration: string,
): Promise<string> {
  const ports = `port: 0\nledgerPort: ${await freePort()}\n`
  await writeFile(join(folder, 'decklog.yml'), ports + configuration)
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, DECKLOG_ADMIN_TOKEN: adminToken }
  // A group of its own: npx passes no signal on.
  const child = spawn(program, [...args, 'start'], { cwd: folder, env, detached: true })
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (output += chunk))
  t.teardown(async () => {
    if (child.pid !== undefined && !hasEnded()) process.kill(-child.pid, 'SIGTERM')
    await until('it has ended', hasEnded, 120_000)
  })
  const url = (): string | undefined => /API\s+(http:\/\/\S+)/.exec(output)?.[1]
  await until('it serves', () => url() !== undefined || hasEnded(), 180_000)
  if (!url()) throw new Error(output)
  return String(url())
}

/** The blocks of a language on the page that tells how to write a guard, until its first heading below the title. */
export async function howToWriteAGuard(language: string): Promise<string> {
  const page = await readFile(join(packageRoot, 'docs/how-to/write-a-guard.md'), 'utf8')
  const [beginning = ''] = page.split('\n## ')
  const form = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms')
  return form.exec(beginning)?.[1] ?? ''
}

/** What a program came to. */
export interface Ran {
  readonly code: number
  readonly output: string
}

/** Runs a program in a folder to its end, with nothing of this process's environment but where programs are. */
export async function runIn(
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
  timeout = 120_000,
): Promise<Ran> {
  const base = { PATH: process.env['PATH'] ?? '', HOME: folder }
  const options = { cwd: folder, env: { ...base, ...env }, timeout }
  return run(program, args, options).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: Error & { code?: unknown; stdout?: string; stderr?: string }) => ({
      code: typeof error.code === 'number' ? error.code : -1,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}` || error.message,
    }),
  )
}
