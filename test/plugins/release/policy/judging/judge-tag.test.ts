import t from 'tap'
import { releaseTag } from '../../../../../plugins/release/building/plan-release.ts'
import {
  judgeTag,
  readReleaseTag,
} from '../../../../../plugins/release/policy/judging/judge-reference.ts'

for (const [kind, tags] of [
  [
    'exact',
    [
      '16.4',
      '16.4-alpine',
      'v1.2',
      '1.2.3',
      '20250407',
      '24.04',
      '3f9c2b7',
      'r2025',
      'main-3f9c2b7a1d5e',
      'nightly-20260101',
      '2.0.0-rc1',
      'release-1.2',
      'jdk21.0.3',
      '8u392-jdk',
      '2024b',
      'RELEASE.2024-08-17T01-24-54Z',
      '0.8.0-pg17',
      'main-1.2.3',
      'release-candidate-1.2.3',
      '1.2-alpine-3.20.1',
      '17-alpine-3.20.1-20260101',
    ],
  ],
  [
    'floating',
    [
      'latest',
      'Latest',
      'main',
      'bookworm',
      'alpine',
      'stable-slim',
      'latest-alpine3.20',
      '2022-latest',
      '1.2.3-SNAPSHOT',
      'canary',
      'qa',
      'alpine3.20',
      'ubuntu22.04-slim',
      '1.2-edge',
      '1.2.edge',
      '1.0.SNAPSHOT',
      '6.6_stable',
      '7.0.NIGHTLY',
      '1.2.x',
      'release-dev',
      '1.2.3.x',
      '1.0.x-debian-12.4.1',
      'latest-ubuntu-22.04.3',
      'edge-alpine-3.20.1',
      '1.2-unstable',
      '6.6_testing',
      '1.2.daily',
      'preview-9.0',
    ],
  ],
  [
    'bare_major',
    [
      '16',
      'v16',
      '16-alpine',
      '16-alpine3.20',
      '2022',
      '16_slim',
      '16.x',
      '16.X-slim',
      'v2.x',
      'pg16',
      'pg16-alpine3.20',
      'release-9',
      'release-v9',
      'node20.x',
      'jdk17-jammy',
      '17-alpine-3.20.1',
      '16.x_debian-12.4.1',
    ],
  ],
] as const) {
  t.test(`tells what is ${kind}`, async t => {
    for (const tag of tags) t.equal(judgeTag(tag, ['qa']), kind, tag)
  })
}

t.test('reads the tag of a release', async t => {
  t.strictSame(readReleaseTag('3f9c2b7a1d5e-20260228t235959z'), {
    commit: '3f9c2b7a1d5e',
    builtAt: new Date('2026-02-28T23:59:59.000Z'),
  })
})

t.test('reads what a release writes', async t => {
  const builtAt = new Date('2026-01-31T12:00:00.000Z')
  t.strictSame(readReleaseTag(releaseTag('3f9c2b7a1d5e4f60718293a4b5c6d7e8f9012345', builtAt)), {
    commit: '3f9c2b7a1d5e',
    builtAt,
  })
})

for (const tag of [
  '3f9c2b7a1d5e-20260229t235959z',
  '3f9c2b7a1d5e-20260228t245959z',
  '3f9c2b7a1d5-20260228t235959z',
  '3f9c2b7a1d5e-20260228T235959Z',
  '3F9C2B7A1D5E-20260228t235959z',
  '3f9c2b7a1d5e-20260228t235959',
  '3f9c2b7a1d5e-20260228t235959z-amd64',
])
  t.test(`${tag} is none`, async t => {
    t.equal(readReleaseTag(tag), undefined)
  })
