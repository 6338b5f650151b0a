import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'

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
