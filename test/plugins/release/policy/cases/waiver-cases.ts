import { withImage, type PolicyCase } from '../policy-case.ts'

const waiver = {
  rule: 'bare-major-tag',
  reference: 'docker.io/library/postgres',
  who: 'ann',
  why: 'the image has no other tags',
  expires: '2026-06-15',
} as const

const files = withImage('postgres:16')

/** What can be let pass, and what cannot. */
export const waiverCases: readonly PolicyCase[] = [
  {
    title: 'a waiver holds to the end of its last day, however the image is spelled',
    files,
    waivers: [waiver],
    finds: ['compose.yml:3 app bare-major-tag postgres:16 waived'],
  },
  {
    title: 'a waiver that has expired lets nothing pass',
    files,
    waivers: [{ ...waiver, expires: '2026-06-14' }],
    finds: ['compose.yml:3 app bare-major-tag postgres:16'],
  },
  {
    title: 'a waiver of another rule lets nothing pass',
    files,
    waivers: [{ ...waiver, rule: 'floating-tag' }],
    finds: ['compose.yml:3 app bare-major-tag postgres:16'],
  },
  {
    title: 'a waiver of another service lets nothing pass',
    files,
    waivers: [{ ...waiver, service: 'db' }],
    finds: ['compose.yml:3 app bare-major-tag postgres:16'],
  },
  {
    title: 'a waiver of another tag lets nothing pass',
    files,
    waivers: [{ ...waiver, reference: 'postgres:15' }],
    finds: ['compose.yml:3 app bare-major-tag postgres:16'],
  },
  {
    title: 'a floating tag of an own image cannot be waived',
    files: withImage('ghcr.io/acme/decklog/backend:latest'),
    waivers: [
      { rule: 'floating-tag', service: 'app', who: 'ann', why: 'hurry', expires: '2026-12-31' },
    ],
    finds: ['compose.yml:3 app floating-tag ghcr.io/acme/decklog/backend:latest'],
  },
  {
    title: 'a version of an own image can be waived',
    files: withImage('ghcr.io/acme/decklog/backend:1.2.3'),
    waivers: [
      { rule: 'own-tag', service: 'app', who: 'ann', why: 'last old one', expires: '2026-12-31' },
    ],
    finds: ['compose.yml:3 app own-tag ghcr.io/acme/decklog/backend:1.2.3 waived'],
  },
]
