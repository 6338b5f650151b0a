import { createHash } from 'node:crypto'
import t from 'tap'
import {
  canonicalManifest,
  manifestExample,
  releaseIdOf,
} from '../../../plugins/release/manifest.ts'

t.test('is the SHA-256 of the canonical JSON', async t => {
  const text = canonicalManifest(manifestExample)
  t.match(text, /^\{"builder":\{"name":.*"version":1\}$/)
  t.equal(releaseIdOf(manifestExample), createHash('sha256').update(text).digest('hex'))
})

t.test('is the same however the manifest was written', async t => {
  const { version, images, ...rest } = manifestExample
  const reordered = { images, ...rest, version }
  t.equal(releaseIdOf(JSON.parse(JSON.stringify(reordered, null, 4))), releaseIdOf(manifestExample))
})

t.test('is another one as soon as anything differs', async t => {
  const ids = new Set([
    releaseIdOf(manifestExample),
    releaseIdOf({ ...manifestExample, created: '2026-01-01T12:00:00.001Z' }),
    releaseIdOf({ ...manifestExample, images: manifestExample.images.toReversed() }),
    releaseIdOf({ ...manifestExample, images: manifestExample.images.slice(1) }),
  ])
  t.equal(ids.size, 4)
})
