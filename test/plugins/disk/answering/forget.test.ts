import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createLevelDecider } from '../../../../core/guarding/judging/level-decider.ts'
import { machineStream } from '../../../../core/presence/presence.ts'
import { forgetCommands } from '../../../../plugins/disk/answering/forget-commands.ts'
import { forgetRoutes } from '../../../../plugins/disk/answering/forget-routes.ts'
import { judgedDisks } from '../../../../plugins/disk/judging/judged-disks.ts'
import { mountsStream, pressureStream } from '../../../../plugins/disk/streams.ts'
import { commandContext } from '../../../support/command-context.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'
import { createLedgerHost } from '../ledger-host.ts'
import { moment, recorded, sampled } from '../observations.ts'

const ground = await createLedgerHost(t)
const { host, disk, eventsOf } = ground
const edge = await createHttpEdge(t, { routes: forgetRoutes(host) })

async function post(
  path: string,
  payload: object,
  scope: 'read' | 'operate',
): Promise<{ status: number; body: object }> {
  const headers = edge.bearer(scope)
  const answer = await edge.server.inject({ method: 'POST', url: path, payload, headers })
  return { status: answer.statusCode, body: JSON.parse(answer.payload) }
}

t.test('forgetting a disk is recorded with why', async t => {
  const answer = await post(`/api/v1/disks/${disk.diskId}/forget`, { reason: 'Sold.' }, 'operate')
  t.match(answer, { status: 200, body: { forgotten: [disk.diskId] } })
  t.match(await eventsOf(pressureStream(disk.diskId)), [
    { type: 'disk.Forgotten', data: { ...disk, reason: 'Sold.' } },
  ])
})

t.test('forgetting a machine forgets its disks and mounts', async t => {
  const answer = await post(`/api/v1/hosts/${disk.host}/forget`, { reason: 'Sold.' }, 'operate')
  t.match(answer, { status: 200, body: { forgotten: [disk.diskId] } })
  t.match(await eventsOf(mountsStream(disk.host)), [
    { type: 'disk.MountsListed', data: { host: disk.host, mounts: emptyList } },
  ])
  t.match(
    await eventsOf(machineStream(disk.host)),
    [{ type: 'core.MachineForgotten', data: { machine: disk.host, reason: 'Sold.' } }],
    'and its silence',
  )
})

t.test(
  'a machine whose disks nobody watched is forgotten as well, and one of which nothing was heard is none',
  async t => {
    const status = async (heardAt: Date | null, forgottenAt: Date | null): Promise<number> => {
      const machine = {
        _key: 'web-9',
        machine: 'web-9',
        confirmed_at: heardAt,
        forgotten_at: forgottenAt,
      }
      const find = (found: object[]) => async () => ({ rows: found as never[], position: 0n })
      const lone = { ...host, rows: find([machine]), all: find([]) }
      const { server, bearer } = await createHttpEdge(t, { routes: forgetRoutes(lone) })
      const answer = await server.inject({
        ...{ method: 'POST', url: '/api/v1/hosts/web-9/forget', payload: { reason: 'Sold.' } },
        headers: bearer('operate'),
      })
      return answer.statusCode
    }
    t.equal(await status(moment(0), null), 200)
    t.match(await eventsOf(machineStream('web-9')), [{ type: 'core.MachineForgotten' }])
    t.equal(await status(null, null), 404)
    t.equal(await status(moment(0), moment(60)), 404)
  },
)

interface Machine {
  readonly confirmed_at: Date | null
  readonly forgotten_at: Date | null
}

interface Scene {
  readonly row: object
  readonly now: Date
  readonly machine: Machine | undefined
}

let scene: Scene = { row: {}, now: moment(0), machine: undefined }
let done = { forgotten: 0, machines: 0 }
const onScene = async <Row extends object>(projection: string) => ({
  rows: [projection === 'machines' ? scene.machine : scene.row].flatMap(row =>
    row ? [row as Row & { _key: string }] : [],
  ),
  position: 0n,
})
const sceneEdge = await createHttpEdge(t, {
  topics: ['disk-status', 'disk-mounts'],
  routes: forgetRoutes({
    ...host,
    ...{ rows: onScene, all: onScene },
    clock: { ...host.clock, now: () => scene.now },
    execute: async () => (done.forgotten++, { events: [], position: 0n, revision: 0n }),
    forgetMachine: async () => void done.machines++,
    observe: async () => ({ eventId: randomUUID(), receivedAt: scene.now, position: 0n }),
  }),
})
for (const topic of ['disk-status', 'disk-mounts']) sceneEdge.moved(topic, 1n)

/** What is answered when a disk, or its whole machine, is to be forgotten at `now`. */
async function forgetting(
  what: 'disk' | 'host',
  known: object,
  { now = moment(60), machine }: { readonly now?: Date; readonly machine?: Machine } = {},
): Promise<{ status: number; body: unknown; forgotten: number; machines: number }> {
  const named = { _key: disk.diskId, disk_id: disk.diskId, host: disk.host, mount: disk.mount }
  scene = { row: { ...named, interval_seconds: 20, failed_at: null, ...known }, now, machine }
  done = { forgotten: 0, machines: 0 }
  const { statusCode: status, payload } = await sceneEdge.server.inject({
    method: 'POST',
    url:
      what === 'disk' ? `/api/v1/disks/${disk.diskId}/forget` : `/api/v1/hosts/${disk.host}/forget`,
    payload: { reason: 'Sold.' },
    headers: sceneEdge.bearer('operate'),
  })
  return { status, body: JSON.parse(payload), ...done }
}

const failedLately = { sampled_at: moment(40), failed_at: moment(59) }

for (const [what, known] of [
  ['is being read', { sampled_at: moment(50) }],
  [
    'is critical and being read',
    { sampled_at: moment(10), severity: 'critical', held_severity: 'critical' },
  ],
  [
    'was read again after it was gone',
    { sampled_at: moment(50), failed_at: moment(40), failure: 'not_mounted' },
  ],
  ['was read again after it was forgotten', { sampled_at: moment(50), forgotten_at: moment(40) }],
  ['could not be read just once', { ...failedLately, failure: 'unreadable' }],
  ['did not answer just once', { ...failedLately, failure: 'timed_out' }],
] as const) {
  t.test(`a disk that ${what} is not forgotten, and neither is its machine`, async t => {
    const refusal = {
      ...{ status: 409, forgotten: 0, machines: 0 },
      body: {
        code: 'DECKLOG_REFUSED',
        detail: new RegExp(`${disk.mount} of ${disk.host} was read`),
      },
    }
    t.match(await forgetting('disk', known), refusal)
    t.match(await forgetting('host', known), refusal)
  })
}

const unreadLong = { sampled_at: moment(0), failed_at: moment(59) }

for (const [what, known] of [
  ['is gone since just now', { ...failedLately, failure: 'not_mounted' }],
  ['is covered', { ...failedLately, failure: 'covered' }],
  ['is silent', { sampled_at: moment(0) }],
  ['has not been readable for long', { ...unreadLong, failure: 'unreadable' }],
  ['has not answered for long', { ...unreadLong, failure: 'timed_out' }],
  ['never could be read', { ...unreadLong, sampled_at: null, failure: 'unreadable' }],
] as const) {
  t.test(`a disk that ${what} is forgotten, and so is its machine`, async t => {
    t.match(await forgetting('disk', known), { status: 200, forgotten: 1 })
    t.match(await forgetting('host', known), { status: 200, forgotten: 1, machines: 1 })
  })
}

t.test('a machine that still reports is not forgotten, whatever became of its disks', async t => {
  const gone = { ...failedLately, failure: 'not_mounted' }
  const heard = (at: Date, forgottenAt: Date | null = null): { machine: Machine; now: Date } => ({
    machine: { confirmed_at: at, forgotten_at: forgottenAt },
    now: moment(1_000),
  })
  t.match(await forgetting('host', gone, heard(moment(821))), {
    ...{ status: 409, forgotten: 0, machines: 0 },
    body: { code: 'DECKLOG_REFUSED', detail: /still reports.*180 s/ },
  })
  t.match(await forgetting('host', gone, heard(moment(819))), { status: 200, machines: 1 })
  t.match(
    await forgetting('host', gone, heard(moment(990), moment(995))),
    { status: 200, machines: 1 },
    'not heard since it was forgotten',
  )
  t.match(await forgetting('disk', gone, heard(moment(999))), { status: 200, forgotten: 1 })
})

t.test('what is forgotten already is not forgotten again', async t => {
  const row = { ...{ _key: disk.diskId, disk_id: disk.diskId }, host: disk.host, mount: disk.mount }
  const known = { ...row, sampled_at: moment(0), failed_at: null, forgotten_at: moment(60) }
  const rows = async <Row extends object>() => ({
    rows: [known] as unknown as (Row & { _key: string })[],
    position: 0n,
  })
  const again = await createHttpEdge(t, { routes: forgetRoutes({ ...host, rows }) })
  const answer = await again.server.inject({
    ...{ method: 'POST', url: `/api/v1/disks/${disk.diskId}/forget`, payload: { reason: 'Sold.' } },
    headers: again.bearer('operate'),
  })
  t.match(JSON.parse(answer.payload), { forgotten: emptyList })
})

t.test('forgetting asks for the right to operate, and for a reason', async t => {
  const path = `/api/v1/disks/${disk.diskId}/forget`
  t.equal((await post(path, { reason: 'Sold.' }, 'read')).status, 403)
  t.equal((await post(path, {}, 'operate')).status, 422)
})

t.test('what was held is let go, and what was observed before says nothing any more', async t => {
  const { diskId, host: machine, mount } = sampled(0, 0).data
  const named = { diskId, host: machine, mount }
  const forgotten = recorded(
    { type: 'disk.Forgotten', data: { ...named, reason: 'Sold.' } },
    { stream: pressureStream(diskId), revision: 1, at: moment(60) },
  )
  t.match(
    createLevelDecider(judgedDisks).evolve(
      { severity: 'emergency', held: 'emergency', observedAt: moment(0) },
      forgotten,
    ),
    {
      ...{ severity: 'unknown', held: 'ok', observedAt: moment(60) },
    },
  )
})

interface Ran {
  readonly exitCode: number
  readonly printed: readonly string[]
  readonly calls: readonly unknown[]
}

async function run(
  name: string,
  options: Record<string, string>,
  disks: readonly object[] = [],
): Promise<Ran> {
  const printed: string[] = []
  const calls: unknown[] = []
  const command = forgetCommands('web-1').find(one => one.name === name)!
  const exitCode = await command.run(
    commandContext({
      options,
      print: line => void printed.push(line),
      warn: line => void printed.push(line),
      api: {
        get: async path => (calls.push(path), { disks }),
        post: async (path, body) => (calls.push([path, body]), { forgotten: ['1', '2'] }),
        patch: () => Promise.reject(new Error('nothing is patched')),
      },
    }),
  )
  return { exitCode, printed, calls }
}

t.test('disks forget finds the disk by its mount', async t => {
  const known = [{ id: '1', host: 'web-1', mount: '/mnt/usb' }]
  t.strictSame(await run('disks forget', { mount: '/mnt/usb', reason: 'Sold.' }, known), {
    exitCode: 0,
    printed: ['/mnt/usb of web-1 is forgotten.'],
    calls: [
      '/api/v1/disks?host=web-1&mount=%2Fmnt%2Fusb',
      ['/api/v1/disks/1/forget', { reason: 'Sold.' }],
    ],
  })
})

t.test('disks forget says when there is none', async t => {
  t.match(await run('disks forget', { mount: '/x', host: 'db-1', reason: 'Sold.' }), {
    exitCode: 1,
    printed: ['No disk at /x of db-1 is known.'],
  })
})

t.test('hosts forget names the machine', async t => {
  t.match(await run('hosts forget', { host: 'web/2', reason: 'Sold.' }), {
    exitCode: 0,
    printed: ['web/2 is forgotten, with 2 disks.'],
    calls: [['/api/v1/hosts/web%2F2/forget', { reason: 'Sold.' }]],
  })
})

t.test('without a reason nothing is forgotten', async t => {
  await t.rejects(run('disks forget', { mount: '/x' }), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(run('hosts forget', { host: 'web-2', reason: ' ' }), {
    code: 'DECKLOG_VALIDATION',
  })
})
