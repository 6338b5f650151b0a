import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createEmbeddedPostgres } from '../core/embedded/postgres.ts'
import { packageRoot } from '../core/package-root.ts'

// What starts whole Decklogs runs after the rest and one at a time, so that nothing else takes its cores.
const alone = 'test/e2e'

const checks = [
  ['types', 'tsc', '-p', 'tsconfig.test.json'],
  ['lint', 'eslint', '.'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
] as const

/** Runs a tool of node_modules/.bin and answers its exit code. */
async function run(tool: string, args: readonly string[], env = process.env): Promise<number> {
  const child = spawn(join(packageRoot, 'node_modules', '.bin', tool), args, {
    cwd: packageRoot,
    env,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code ?? 1
}

async function runChecks(): Promise<void> {
  for (const [name, tool, ...args] of checks) {
    process.stdout.write(`${name}\n`)
    if ((await run(tool, args)) !== 0) throw new Error(`${name} failed`)
  }
  process.stdout.write('docs\n')
  const docs = spawn(process.execPath, [join(import.meta.dirname, 'docs.js'), '--check'], {
    stdio: 'inherit',
  })
  if ((await once(docs, 'exit'))[0] !== 0) throw new Error('docs/reference is out of date')
}

async function runTests(paths: readonly string[]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-tests-'))
  await chmod(dataDir, 0o711)
  const postgres = createEmbeddedPostgres({ dataDir, log: pino({ level: 'warn' }) })
  try {
    const { readUrl } = await postgres.start()
    const env = { ...process.env, DECKLOG_TEST_POSTGRES_URL: readUrl }
    const tap = async (args: readonly string[]): Promise<void> => {
      const code = await run('tap', ['run', '--reporter=terse', ...args], env)
      if (code !== 0) process.exitCode = 1
    }
    if (paths.length > 0) return await tap(paths)
    await tap(['--jobs=2', `--exclude=${alone}/**`])
    await tap(['--jobs=1', alone])
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const paths = process.argv.slice(2)
if (paths.length === 0) await runChecks()
await runTests(paths)
