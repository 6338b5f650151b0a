import { randomUUID } from 'node:crypto'
import t from 'tap'
import { failedRead, sample } from '../../plugins/disk/examples.ts'
import { diskIdOf, sampleStream } from '../../../plugins/disk/streams.ts'
import routes from '../../../projections/disk-usage/routes.ts'
import { createDiskApi } from '../disk-routes.ts'
import { emptyList } from '../../support/empty-list.ts'

const api = await createDiskApi(t, routes)

/** A disk that was read every minute from noon of the first of January on. */
async function diskRead(minutes: number): Promise<string> {
  const host = `host-${randomUUID()}`
  const disk = { diskId: diskIdOf(host, '/'), host, mount: '/' }
  const events = Array.from({ length: minutes }, (_, minute) => ({
    event: { type: 'disk.Sampled', data: { ...sample, ...disk, usedBytes: minute } },
    at: new Date(Date.parse('2026-01-01T12:00:00.000Z') + minute * 60_000),
  }))
  await api.append(sampleStream(disk.diskId), events)
  return disk.diskId
}

t.test('answers buckets oldest first', async t => {
  const id = await diskRead(90)
  const { status, body } = await api.get(`/api/v1/disks/${id}/usage`)
  t.equal(status, 200)
  t.match(body, {
    disk_id: id,
    resolution: '1h',
    buckets: [
      {
        start: '2026-01-01T12:00:00.000Z',
        used_min_bytes: 0,
        used_max_bytes: 59,
        used_last_bytes: 59,
        samples: 60,
      },
      { start: '2026-01-01T13:00:00.000Z', used_min_bytes: 60, used_last_bytes: 89, samples: 30 },
    ],
  })
})

t.test('answers what lies from one moment to before another, page by page', async t => {
  const id = await diskRead(30)
  const usage = `/api/v1/disks/${id}/usage`
  const seen: string[] = []
  const range = 'from=2026-01-01T12:05:00Z&to=2026-01-01T12:25:00Z'
  let path: string | undefined = `${usage}?resolution=5m&limit=3&${range}`
  while (path !== undefined) {
    const { body, headers } = await api.get(path)
    const { buckets } = body as { buckets: { start: string }[] }
    seen.push(buckets.map(({ start }) => start.slice(14, 16)).join(' '))
    const next = /^<(\?.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))
    path = next ? `${usage}${next[1]}` : undefined
  }
  t.strictSame(seen, ['05 10 15', '20'])
})

t.test('a disk without buckets has none, and a disk nobody knows is 404', async t => {
  const host = `host-${randomUUID()}`
  const disk = { diskId: diskIdOf(host, '/'), host, mount: '/' }
  const event = { type: 'disk.ReadFailed', data: { ...failedRead, ...disk } }
  await api.append(sampleStream(disk.diskId), [{ event, at: new Date() }])
  t.match((await api.get(`/api/v1/disks/${disk.diskId}/usage`)).body, { buckets: emptyList })
  t.match(await api.get(`/api/v1/disks/${randomUUID()}/usage`), { status: 404 })
})

t.test('a resolution or a cursor that is none is refused', async t => {
  const id = await diskRead(1)
  t.match(await api.get(`/api/v1/disks/${id}/usage?resolution=2h`), { status: 422 })
  const forged = Buffer.from('["never","x"]').toString('base64url')
  t.match(await api.get(`/api/v1/disks/${id}/usage?after=${forged}`), { status: 422 })
})
