import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { ownImages, planRelease, releaseEnv } from '../../plugins/release/building/plan-release.ts'
import { readTextFile } from '../../plugins/release/policy/checking/check-command.ts'
import { checkFiles, type CheckReport } from '../../plugins/release/policy/checking/check-files.ts'
import { policyConfig } from '../../plugins/release/policy/judging/policy-config.ts'

const at = (path: string): string => join(packageRoot, path)
const compose = at('compose.yml')
const envFile = at('release.env')

/** What a dry run prints for any commit. */
const { images } = planRelease({
  commit: {
    id: '3f9c2b7a1d5e4f60718293a4b5c6d7e8f9012345',
    epochSeconds: 1_767_268_800,
    source: 'https://github.com/acme/decklog',
    compose: readTextFile(compose) ?? '',
    changes: [],
  },
  now: new Date('2026-01-01T12:00:00.000Z'),
  registryImage: 'ghcr.io/acme/decklog',
})

function check(env: string): CheckReport {
  return checkFiles(
    {
      files: [compose],
      envFiles: [envFile],
      dockerfiles: ownImages.map(({ dockerfile }) => at(dockerfile)),
      folder: packageRoot,
      environment: {},
      config: policyConfig.validate(undefined).value,
      ownDigests: 'optional',
      now: new Date('2026-01-01T12:00:00.000Z'),
    },
    path => (path === envFile ? env : readTextFile(path)),
  )
}

t.test('what is deployed meets our own policy, with the variables of a dry run', async t => {
  const { findings, uses } = check(releaseEnv(images))
  t.strictSame(findings, [])
  t.ok(uses > images.length, 'services and Dockerfiles were judged')
})

t.test('without a release there is nothing to deploy', async t => {
  const findings = check('').findings.map(({ service, rule }) => `${service} ${rule}`)
  t.strictSame(findings, ['backend unset-variable', 'frontend unset-variable'])
})

t.test('what is ours cannot be deployed by a tag that floats', async t => {
  const env = releaseEnv(images.map(image => ({ ...image, tag: 'latest' })))
  const findings = check(env).findings.map(({ service, rule, waiving }) =>
    [service, rule, waiving].join(' '),
  )
  t.strictSame(findings, ['backend floating-tag refused', 'frontend floating-tag refused'])
})
