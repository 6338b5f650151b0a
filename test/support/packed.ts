import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../core/config/package-root.ts'
import type { Teardown } from './postgres.ts'

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

/**
 * Packs what is built and unpacks it where nothing of this checkout is found; what the package depends on is not downloaded again but
 * linked, so that it takes no network.
 */
export async function installPacked(t: Teardown): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-packed-'))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  await chmod(folder, 0o711)
  const options = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const { stdout } = await run('npm', options, { cwd: packageRoot })
  const tarball = join(folder, stdout.trim())
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
): Promise<Ran> {
  const base = { PATH: process.env['PATH'] ?? '', HOME: folder }
  const options = { cwd: folder, env: { ...base, ...env }, timeout: 120_000 }
  return run(program, args, options).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: Error & { code?: unknown; stdout?: string; stderr?: string }) => ({
      code: typeof error.code === 'number' ? error.code : -1,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}` || error.message,
    }),
  )
}
