import t from 'tap'
import { manifestExample, type ManifestImage } from '../../../../../plugins/release/manifest.ts'
import { checkManifest } from '../../../../../plugins/release/policy/judging/check-manifest.ts'

const policy = { ownImages: ['ghcr.io/acme'], floatingWords: [], ownDigests: 'optional' } as const
const [backend, , postgres] = manifestExample.images

function findingsOf(
  image: ManifestImage | undefined,
  change: Partial<ManifestImage>,
): readonly string[] {
  const images = image ? [{ ...image, ...change }] : []
  return checkManifest({ ...manifestExample, images }, policy).map(
    ({ file, service, rule, waiving }) => `${file} ${service} ${rule} ${waiving}`,
  )
}

t.test('a manifest as it should be meets the policy', async t => {
  t.strictSame(checkManifest(manifestExample, policy), [])
})

t.test('an own image carries the commit of its release', async t => {
  t.strictSame(findingsOf(backend, { tag: '000000000000-20260101t120000z' }), [
    'release.json#images/0 backend own-commit possible',
  ])
})

t.test('an own image with a floating tag is never waived', async t => {
  t.strictSame(findingsOf(backend, { tag: 'latest' }), [
    'release.json#images/0 backend floating-tag refused',
  ])
})

t.test('what is ours stays ours, whatever the manifest or the configuration says', async t => {
  t.strictSame(findingsOf(backend, { kind: 'foreign', tag: '1.2.3' }), [
    'release.json#images/0 backend own-tag possible',
  ])
  t.strictSame(findingsOf(postgres, { kind: 'own' }), [
    'release.json#images/0 postgres own-tag possible',
  ])
})

t.test('a tag of a foreign image is exact, although its digest is there', async t => {
  t.strictSame(findingsOf(postgres, { tag: '17' }), [
    'release.json#images/0 postgres bare-major-tag possible',
  ])
})
