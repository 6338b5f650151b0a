import { own, ownTag, sha256, withImage, type PolicyCase } from '../policy-case.ts'

const foreign = (title: string, image: string, rule?: string): PolicyCase => ({
  title,
  files: withImage(image),
  finds: rule === undefined ? [] : [`compose.yml:3 app ${rule} ${image}`],
})

const ours = 'ghcr.io/acme/decklog/backend'

/** Each rule, met and not met. */
export const ruleCases: readonly PolicyCase[] = [
  foreign('an exact version passes', 'postgres:17.6'),
  foreign('an exact version with a variant passes', 'postgres:17.6-bookworm'),
  foreign('a registry with a port passes', 'registry.local:5000/tools/redis:7.4.1'),
  foreign('a registry at an IPv6 address passes', '"[2001:db8::1]:5000/tools/redis:7.4.1"'),
  foreign('a digest alone passes', `postgres@${sha256}`),
  foreign('a version with a digest passes', `postgres:17.6@${sha256}`),
  foreign('a date as a tag passes', 'debian:bookworm-20250407-slim'),
  foreign('a floating word before a date passes', 'debian:stable-20250407-slim'),
  foreign('a commit as a tag passes', 'quay.io/acme/tool:main-3f9c2b7a1d5e'),
  foreign('no tag is found', 'postgres', 'missing-tag'),
  foreign('no tag behind a port is found', 'localhost:5000/postgres', 'missing-tag'),
  ...['latest', 'main', 'master', 'dev', 'edge', 'stable', 'snapshot', 'none', 'LATEST'].map(tag =>
    foreign(`the tag ${tag} is found`, `nginx:${tag}`, 'floating-tag'),
  ),
  foreign('a floating tag with a variant is found', 'nginx:stable-alpine3.20', 'floating-tag'),
  foreign('a snapshot of a version is found', 'acme/tool:1.2.3-SNAPSHOT', 'floating-tag'),
  foreign('a code name is found', 'debian:bookworm-slim', 'floating-tag'),
  foreign('a floating tag is found beside a digest', `nginx:latest@${sha256}`, 'floating-tag'),
  foreign('a bare major is found', 'postgres:16', 'bare-major-tag'),
  foreign('a bare major with a v is found', 'traefik:v3', 'bare-major-tag'),
  foreign('a bare major with a variant is found', 'node:24-alpine3.20', 'bare-major-tag'),
  foreign('upper case is found', 'acme/Tool:1.2.3', 'invalid-reference'),
  foreign('a tag of 129 characters is found', `nginx:1.${'2'.repeat(127)}`, 'invalid-reference'),
  foreign('a short digest is found', 'nginx@sha256:abc', 'invalid-reference'),
  foreign('an unknown algorithm is found', `nginx@md5:${'a'.repeat(32)}`, 'invalid-reference'),
  foreign('the id of an image is found', 'a'.repeat(64), 'invalid-reference'),
  foreign(
    'a repository of over 255 characters is found',
    `a/${'b'.repeat(254)}:1.2`,
    'invalid-reference',
  ),
  foreign('two tags are found', 'nginx:1.27.3:1', 'invalid-reference'),
  { title: 'an own image by its release passes', files: withImage(own), finds: [] },
  {
    title: 'an own image that is pushed passes with its digest',
    files: withImage(`${own}@${sha256}`),
    ownDigests: 'required',
    finds: [],
  },
  {
    title: 'an own image that is pushed is found without its digest',
    files: withImage(own),
    ownDigests: 'required',
    finds: [`compose.yml:3 app own-digest ${own}`],
  },
  foreign('a version is found on an own image', `${ours}:1.2.3`, 'own-tag'),
  foreign('a commit alone is found on an own image', `${ours}:3f9c2b7a1d5e`, 'own-tag'),
  foreign(
    'a time that there never was is found',
    `${ours}:3f9c2b7a1d5e-20260231t120000z`,
    'own-tag',
  ),
  foreign(
    'a tag in upper case is found on an own image',
    `${ours}:${ownTag.toUpperCase()}`,
    'own-tag',
  ),
  foreign('latest is found on an own image', `${ours}:latest`, 'floating-tag'),
  foreign('a digest alone is found on an own image', `${ours}@${sha256}`, 'missing-tag'),
  foreign('an own image is known in any registry', 'localhost:5000/x/backend:7', 'bare-major-tag'),
  foreign('an own image is known by its prefix', 'ghcr.io/acme/decklog/tool:1.2.3', 'own-tag'),
  foreign('a longer name is not that prefix', 'ghcr.io/acme/decklog-tools:1.2.3'),
]
