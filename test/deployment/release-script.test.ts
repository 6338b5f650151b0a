import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { until } from '../support/decklog-process.ts'

const run = promisify(execFile)
const script = join(packageRoot, 'dist', 'scripts', 'release-images.js')
const env = { PATH: process.env['PATH'], REGISTRY_IMAGE: 'ghcr.io/acme/decklog' }
const dryRun = ['--dry-run', '--now', '2026-01-01T12:00:00Z'] as const

t.test('a dry run of this repository is the same each time', async t => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => run(process.execPath, [script, ...dryRun], { env })),
  )
  t.equal(first?.stdout, second?.stdout)
  t.match(
    first?.stdout,
    /^BACKEND_IMAGE=ghcr\.io\/acme\/decklog\/backend:[0-9a-f]{12}-20260101t120000z$/m,
  )
  t.match(first?.stdout, /^\+ {4}image: ghcr\.io\/acme\/decklog\/frontend:/m)
})

t.test('wrong usage exits with 2, what is refused with 1', async t => {
  const usage = { code: 2, stderr: /^Unknown option[^]*Usage: / }
  await t.rejects(run(process.execPath, [script, '--push'], { env }), usage)
  await t.rejects(run(process.execPath, [script, '--now', 'soon'], { env }), { code: 2 })
  await t.rejects(run(process.execPath, [script, '--dry-run'], { env: { PATH: env.PATH } }), {
    code: 1,
    stderr: /REGISTRY_IMAGE must be set \(DECKLOG_CONFIG_INVALID\)/,
  })
})

t.test('the shell script is well formed', t =>
  run('bash', ['-n', 'scripts/release_images.sh'], { cwd: packageRoot }).then(() => t.end()),
)

t.test('whoever hangs up interrupts it, and what it runs is ended', async t => {
  const folder = t.testdir()
  await Promise.all(
    (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map(async signal => {
      const bin = join(folder, signal)
      mkdirSync(bin)
      const [git, begun] = [join(bin, 'git'), join(bin, 'begun')]
      writeFileSync(git, `#!/bin/sh\n: >${begun}\nexec sleep 60\n`)
      chmodSync(git, 0o755)
      const path = `${bin}:${env.PATH}`
      const child = spawn(process.execPath, [script, ...dryRun], { env: { ...env, PATH: path } })
      let stderr = ''
      child.stderr.on('data', text => (stderr += text))
      await until(() => existsSync(begun), 120_000)
      child.kill(signal)
      await once(child, 'close')
      t.equal(child.exitCode, 1, signal)
      t.match(stderr, /interrupted \(DECKLOG_PROGRAM_FAILED\)/, signal)
    }),
  )
})

t.test('a user without a name can release', async t => {
  // Whoever is not root has a name, and can be nobody else. Root's checkout must lie where everybody may read it.
  const uid = process.getuid?.() === 0 ? { uid: 54_321, gid: 54_321 } : {}
  const { stdout } = await run(process.execPath, [script, ...dryRun], { env, ...uid })
  t.match(stdout, /^# Commit [0-9a-f]{40}/)
})
