import t from 'tap'
import { emptyList } from '../support/empty-list.ts'
import { startWholeApp } from '../support/whole-app.ts'
import { until } from '../support/until.ts'

const easy = { availablePercent: 1, availableBytes: 1, inodesUsedPercent: 99, enterAfter: 0 }
const limits = {
  warning: { ...easy, availableBytes: 3, inodesUsedPercent: 99.7 },
  critical: { ...easy, availablePercent: 0.5, availableBytes: 2, inodesUsedPercent: 99.8 },
  emergency: { ...easy, availablePercent: 0.1, availableBytes: 1, inodesUsedPercent: 99.9 },
}

t.test('disks are listed, shown and drawn as the subjects of any guard are', async t => {
  const disk = { interval: 1, mounts: ['/'], limits }
  const app = await startWholeApp(t, { plugins: { disk } })
  const get = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse((await app.send('GET', path)).text) as Record<string, unknown>

  await until('the disk is ok', async () =>
    JSON.stringify(await get('/api/v1/guards/disk?subject=%2F')).includes('"level":"ok"'),
  )
  t.match(await get('/api/v1/guards'), {
    guards: [
      { name: 'checks', takes_readings: false },
      { name: 'disk', title: 'Disks', every_seconds: 1, takes_readings: false },
    ],
  })
  const { subjects } = await get('/api/v1/guards/disk')
  t.match(subjects, [{ subject: '/', level: 'ok', state: 'read', more: { disk_state: 'read' } }])
  t.match(await get('/api/v1/guards/disk?subject=%2Fnone'), { subjects: emptyList })
  t.match(await get('/api/v1/guards/disk?host=none'), { subjects: emptyList })

  const one = await get('/api/v1/guards/disk/%2F?resolution=5m')
  t.match(one, {
    transitions: [{ from: 'unknown', to: 'ok' }],
    history: [{ measure: 'available', count: Number }],
    measures: [{ name: 'available' }, { name: 'used' }, { name: 'inodesUsed' }],
  })
  const id = String(one['id'])
  t.match(await get(`/api/v1/disks/${id}`), { id, mount: '/', severity: 'ok' }, 'and as before')
  t.match(await get(`/api/v1/guards/disk/${id}?resolution=1d`), { history: emptyList })

  const refused = await app.send('POST', `/api/v1/guards/disk/${id}/forget`, {
    body: JSON.stringify({ reason: 'Sold.' }),
  })
  t.equal(refused.status, 409, 'it is there')
})
