import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { ownImages, planRelease, releaseEnv } from '../../plugins/release/building/plan-release.ts'

const commit = {
  id: '3f9c2b7a1d5e4f60718293a4b5c6d7e8f9012345',
  epochSeconds: 0,
  source: 'https://github.com/acme/decklog',
  changes: [],
}

t.test('what is deployed and built meets the runtime image policy', async t => {
  const compose = await readFile(join(packageRoot, 'compose.yml'), 'utf8')
  const now = new Date('2026-01-01T12:00:00.000Z')
  const { images } = planRelease({
    commit: { ...commit, compose },
    now,
    registryImage: 'ghcr.io/acme/decklog',
  })
  const env = join(t.testdir(), 'release.env')
  await writeFile(env, releaseEnv(images))
  const dockerfiles = ownImages.flatMap(({ dockerfile }) => ['--dockerfile', dockerfile])
  let out = ''
  const code = await runCommandLine({
    words: [
      'policy',
      'check',
      'compose.yml',
      '--env-from',
      env,
      ...dockerfiles,
      '--mode',
      'enforce',
    ],
    env: { DECKLOG_NODE_NAME: 'web-1' },
    cwd: packageRoot,
    print: text => (out += text),
    printError: text => (out += text),
  })
  t.equal(code, 0, out)
  t.match(out, /9 images judged, 0 findings/)
})
