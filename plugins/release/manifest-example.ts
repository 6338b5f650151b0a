import type { Manifest } from './manifest.ts'

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`

/** A release of two own images and a foreign one. */
export const manifestExample: Manifest = {
  version: 1,
  commit: '3f9c2b7a1d5e4f60718293a4b5c6d7e8f9012345',
  source: 'https://github.com/acme/decklog',
  created: '2026-01-01T12:00:00.000Z',
  builder: {
    name: 'https://github.com/acme/decklog/actions/runs/1',
    tool: 'github.com/docker/buildx v0.20.1',
  },
  images: [
    {
      name: 'backend',
      kind: 'own',
      services: ['backend'],
      repository: 'ghcr.io/acme/decklog/backend',
      tag: '3f9c2b7a1d5e-20260101t120000z',
      digest: digestOf('a'),
      platforms: [
        { platform: 'linux/amd64', digest: digestOf('b') },
        { platform: 'linux/arm64', digest: digestOf('c') },
      ],
    },
    {
      name: 'frontend',
      kind: 'own',
      services: ['frontend'],
      repository: 'ghcr.io/acme/decklog/frontend',
      tag: '3f9c2b7a1d5e-20260101t120000z',
      digest: digestOf('d'),
      platforms: [{ platform: 'linux/amd64', digest: digestOf('e') }],
    },
    {
      name: 'postgres',
      kind: 'foreign',
      services: ['postgres'],
      repository: 'docker.io/library/postgres',
      tag: '17.6-bookworm',
      digest: digestOf('f'),
      platforms: [{ platform: 'linux/amd64', digest: digestOf('0') }],
    },
  ],
}
