import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createEmbeddedPostgres } from '../core/embedded/postgres.ts'
import { packageRoot } from '../core/package-root.ts'

// Everything that is checked, by one command; with paths, the tests there alone.

// What starts whole Decklogs runs after the rest and one at a time, so that nothing else takes its cores.
const alone = 'test/e2e'

const bin = (tool: string): string => join(packageRoot, 'node_modules', '.bin', tool)

const checks = {
  types: [bin('tsc'), '-p', 'tsconfig.test.json'],
  lint: [bin('eslint'), '.'],
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  'docs/reference': [process.execPath, join(import.meta.dirname, 'docs.js'), '--check'],
} as const

/** Runs a command and answers its exit code. */
async function run(
  [command, ...args]: readonly [string, ...string[]],
  env = process.env,
): Promise<number> {
  const child = spawn(command, args, { cwd: packageRoot, env, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code ?? 1
}

async function runChecks(): Promise<string[]> {
  const outcomes = await Promise.all(
    Object.entries(checks).map(async ([name, command]) => ({ name, code: await run(command) })),
  )
  return outcomes.filter(({ code }) => code !== 0).map(({ name }) => name)
}

async function runTests(paths: readonly string[]): Promise<readonly string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-tests-'))
  // The user that Postgres runs as must reach it.
  await chmod(dataDir, 0o711)
  const postgres = createEmbeddedPostgres({ dataDir, log: pino({ level: 'warn' }) })
  try {
    const { readUrl } = await postgres.start()
    const env = { ...process.env, DECKLOG_TEST_POSTGRES_URL: readUrl }
    const tap = (...args: readonly string[]): Promise<number> =>
      run([bin('tap'), 'run', '--reporter=terse', ...args], env)
    const codes =
      paths.length > 0
        ? [await tap(...(await Promise.all(paths.map(testsIn))))]
        : [
            await tap('--jobs=2', `--exclude=${alone}/**`),
            await tap('--jobs=1', join(alone, '**/*.test.ts')),
          ]
    return codes.some(code => code !== 0) ? ['tests'] : []
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

// What tests share lies beside them and is no test.
async function testsIn(path: string): Promise<string> {
  const isFolder = (await stat(join(packageRoot, path))).isDirectory()
  return isFolder ? join(path, '**/*.test.ts') : path
}

// On a fresh checkout tap would use the plugins of .taprc from its second run on.
await run([bin('tap'), 'build'])
const paths = process.argv.slice(2)
const failed = paths.length === 0 ? await runChecks() : []
if (failed.length === 0) failed.push(...(await runTests(paths)))
if (failed.length > 0) {
  process.stderr.write(`Failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
