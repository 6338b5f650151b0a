import t from 'tap'
import {
  manifestExample,
  type ManifestImage,
  manifestSchema,
} from '../../../plugins/release/manifest.ts'

const [backend, frontend] = manifestExample.images

function wrongFields(manifest: object): readonly string[] {
  const { error } = manifestSchema.validate(manifest, { abortEarly: false })
  return error?.details.map(({ path }) => path.join('.')) ?? []
}

const withImage = (changes: Partial<Record<keyof ManifestImage, unknown>>): object => ({
  ...manifestExample,
  images: [{ ...backend, ...changes }, frontend],
})

t.test('takes the example, and a registry with a port', async t => {
  t.strictSame(wrongFields(manifestExample), [])
  t.strictSame(wrongFields(withImage({ repository: 'registry.local:5000/team/backend' })), [])
})

t.test('converts nothing: the id is that of what was sent', async t => {
  t.strictSame(wrongFields({ ...manifestExample, version: '1' }), ['version'])
})

for (const [what, manifest, field] of [
  ['a short commit', { ...manifestExample, commit: '3f9c2b7a1d5e' }, 'commit'],
  ['a time without its zone', { ...manifestExample, created: '2026-01-01T12:00:00' }, 'created'],
  ['a day that is none', { ...manifestExample, created: '2026-02-31T12:00:00.000Z' }, 'created'],
  ['no image', { ...manifestExample, images: [] }, 'images'],
  ['two images of one name', { ...manifestExample, images: [backend, backend] }, 'images.1'],
  ['a field nobody knows', { ...manifestExample, note: '' }, 'note'],
  ['a field that is missing', { ...manifestExample, builder: undefined }, 'builder'],
  ['a repository with a tag', withImage({ repository: 'ghcr.io/a/b:1' }), 'images.0.repository'],
  ['a repository without a registry', withImage({ repository: 'backend' }), 'images.0.repository'],
  ['upper case in a repository', withImage({ repository: 'ghcr.io/A/b' }), 'images.0.repository'],
  ['an empty tag', withImage({ tag: '' }), 'images.0.tag'],
  ['a digest that is cut off', withImage({ digest: 'sha256:abc' }), 'images.0.digest'],
  ['no platform', withImage({ platforms: [] }), 'images.0.platforms'],
  ['an image that no service runs', withImage({ services: [] }), 'images.0.services'],
] as const) {
  t.test(`refuses ${what}`, async t => t.strictSame(wrongFields(manifest), [field]))
}
