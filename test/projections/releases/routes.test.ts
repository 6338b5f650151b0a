import t from 'tap'
import { type Manifest, manifestExample, releaseIdOf } from '../../../plugins/release/manifest.ts'
import { createReleaseApi } from './api.ts'
import { verified } from './events.ts'

const api = await createReleaseApi(t)
const path = '/api/v1/releases'

const builtAt = (created: string): Manifest => ({ ...manifestExample, created })

async function register(manifest: Manifest): Promise<string> {
  const { body } = await api.post(path, manifest)
  return String(body['release_id'])
}

t.test('nothing is known to be good before anything was verified', async t => {
  t.match(await api.get(`${path}/last-known-good`), { status: 404 })
})

t.test('registers a release once, under the id that follows from the manifest', async t => {
  const first = await api.post(path, manifestExample)
  const id = releaseIdOf(manifestExample)
  t.match(first, {
    status: 201,
    body: { release_id: id, outcome: 'registered' },
    headers: { location: `${path}/${id}`, etag: '"0"', 'decklog-position': /^\d+$/ },
  })
  const { version, ...rest } = manifestExample
  t.match(await api.post(path, { ...rest, version }), {
    status: 200,
    body: { release_id: id, outcome: 'already_registered' },
    headers: { etag: '"0"' },
  })
  t.match((await api.get(`${path}/${id}`)).body, {
    release_id: id,
    commit: manifestExample.commit,
    built_at: manifestExample.created,
    builder: manifestExample.builder,
    images: manifestExample.images,
    registered_by: /^service:subject /,
    verification: null,
    verified_at: null,
    position: first.headers['decklog-position'],
  })
})

t.test('takes no id from a caller, and no manifest that is not one', async t => {
  const claimed = { ...manifestExample, release_id: '0'.repeat(64) }
  t.match(await api.post(path, claimed), {
    status: 422,
    body: { code: 'DECKLOG_VALIDATION', errors: [{ field: 'release_id' }] },
  })
  t.match(await api.post(path, { ...manifestExample, commit: 'main' }), {
    status: 422,
    body: { errors: [{ field: 'commit', message: /full id/ }] },
  })
  t.match(await api.post(path, manifestExample, 'read'), { status: 403 })
})

t.test('refuses a manifest larger than an event may be, and a body larger than that', async t => {
  const services = (n: number): readonly string[] =>
    Array.from({ length: 100 }, (_, k) => `service-${n}-${k}-${'x'.repeat(40)}`)
  const many = (count: number): object => ({
    ...manifestExample,
    images: Array.from({ length: count }, (_, n) => ({
      ...manifestExample.images[0],
      name: `image-${n}`,
      services: services(n),
    })),
  })
  t.match(await api.post(path, many(60)), { status: 422, body: { code: 'DECKLOG_EVENT_INVALID' } })
  t.match(await api.post(path, many(110)), { status: 413 })
})

t.test('lists releases page by page, newest first, and by commit', async t => {
  const commit = 'c'.repeat(40)
  const ids: string[] = []
  for (const minute of [1, 2, 3])
    ids.push(await register({ ...builtAt(`2026-01-02T12:0${minute}:00.000Z`), commit }))
  const seen: unknown[] = []
  let next: string | undefined = `?commit=${commit.slice(0, 12)}&limit=2`
  while (next !== undefined) {
    const { body, headers } = await api.get(`${path}${next}`)
    const { releases } = body as { releases: { release_id: string }[] }
    seen.push(releases.map(({ release_id }) => release_id))
    next = /^<(\?.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1]
  }
  t.strictSame(seen, [[ids[2], ids[1]], [ids[0]]])
  t.match(await api.get(`${path}?after=x`), { status: 422 })
})

t.test('answers what is wrong with an id', async t => {
  t.match(await api.get(`${path}/${'0'.repeat(64)}`), {
    status: 404,
    body: { code: 'DECKLOG_NOT_FOUND' },
  })
  t.match(await api.get(`${path}/latest`), { status: 422 })
})

t.test('the last known good release passed its newest verification', async t => {
  const older = await register(builtAt('2026-01-03T12:00:00.000Z'))
  const newer = await register(builtAt('2026-01-04T12:00:00.000Z'))
  const lastGood = async (): Promise<unknown> =>
    (await api.get(`${path}/last-known-good`)).body['release_id']
  const verify = (
    releaseId: string,
    verdict: 'passed' | 'failed',
    minute: number,
  ): Promise<void> => {
    const { type, data } = verified({
      ...{ releaseId, verdict, verificationId: `v${minute}` },
      finishedAt: `2026-01-05T12:0${minute}:00.000Z`,
    })
    return api.append({ type, data })
  }
  await verify(older, 'passed', 1)
  t.equal(await lastGood(), older)
  await verify(newer, 'passed', 2)
  t.equal(await lastGood(), newer)
  await verify(newer, 'failed', 3)
  t.equal(await lastGood(), older, 'one that fails later is good no more')
  t.match((await api.get(`${path}/${newer}`)).body, {
    verification: { verdict: 'failed', verification_id: 'v3' },
    verified_at: '2026-01-05T12:02:00.000Z',
  })
  const { body } = await api.get(`${path}?verdict=failed`)
  t.match(body, { releases: [{ release_id: newer }] })
})
