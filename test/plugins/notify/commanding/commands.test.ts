import t from 'tap'
import type { CliCommand } from '../../../../core/cli/command.ts'
import { alarmCommands } from '../../../../plugins/notify/commanding/alarm-commands.ts'
import { createMuteCommands } from '../../../../plugins/notify/commanding/mute-commands.ts'
import { windowCommands } from '../../../../plugins/notify/commanding/window-commands.ts'
import { commandContext } from '../../../support/command-context.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

const clock = createFakeClock('2026-01-01T00:00:00.000Z')
const commands = [...alarmCommands, ...createMuteCommands(clock), ...windowCommands]
const [id, other] = ['6a1a4c0e-3f0b-5a53-9d0e-5a4f0c1b7e21', '6a1b4c0e-3f0b-5a53-9d0e-5a4f0c1b7e21']
const alarm = {
  ...{ id, kind: 'disk', subject: '/data of web01', state: 'raised', severity: 'critical' },
  ...{ text: 'It is full.', since: '2026-01-01T00:00:00.000Z', acknowledged_by: null },
  ...{ silenced_by: null, cause: 'disk web01 /data', board_id: null, acknowledged_at: null },
  ...{ silenced_until: null, note: null, told_at: null, event_id: id, source_event_id: id },
}
const notifications = [
  {
    ...{ at: '2026-01-01T00:00:00.000Z', state: 'raised', severity: 'critical', reminder: null },
    tellings: [{ webhook: 'ops', state: 'delivered' }],
  },
]

interface Ran {
  readonly asked: readonly string[]
  readonly sent: readonly unknown[]
  readonly lines: readonly string[]
}

async function run(
  name: string,
  options: Readonly<Record<string, string | boolean>> = {},
  lists: Readonly<Record<string, readonly string[]>> = {},
): Promise<Ran> {
  const [asked, sent, lines]: [string[], unknown[], string[]] = [[], [], []]
  const command = commands.find((one: CliCommand) => one.name === name)
  const api = {
    async get(path: string) {
      asked.push(path)
      if (path.startsWith('/api/v1/notifications')) return { notifications }
      if (path.startsWith('/api/v1/alarms?')) return { alarms: [alarm, { ...alarm, id: other }] }
      return path.startsWith('/api/v1/alarms/') ? alarm : { mutes: [], windows: [] }
    },
    async post(path: string, body: unknown) {
      asked.push(path)
      sent.push(body)
      return { id, mute_id: id, window_id: id }
    },
    patch: () => Promise.reject(new Error('nothing is patched')),
  }
  await command?.run(commandContext({ api, options, lists, print: line => lines.push(line) }))
  return { asked, sent, lines }
}

t.test('alarms are listed as they stand, those that are raised unless told otherwise', async t => {
  const { asked, lines } = await run('alarms list')
  t.strictSame(asked, ['/api/v1/alarms?limit=200&state=raised'])
  t.match(lines[1], /6a1a.*critical.*\/data of web01.*nobody.*It is full/)
  t.strictSame((await run('alarms list', { state: 'all', kind: 'disk' })).asked, [
    '/api/v1/alarms?limit=200&kind=disk',
  ])
})

t.test('an alarm is shown with who was told of it', async t => {
  const { lines } = await run('alarms show', { alarm: id })
  t.match(lines[0], /\/data of web01 is critical since 2026/)
  t.match(lines.at(-1), /raised critical {2}ops: delivered/)
})

t.test('an alarm is named by how its id begins, where only one begins so', async t => {
  const { asked, sent } = await run('alarms ack', { alarm: '6a1a', note: 'I make room.' })
  t.equal(asked.at(-1), `/api/v1/alarms/${id}/acknowledge`)
  t.strictSame(sent, [{ note: 'I make room.' }])
  await t.rejects(run('alarms ack', { alarm: '6a1', note: 'x' }), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(run('alarms ack', { alarm: 'ffff', note: 'x' }), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(run('alarms ack', { alarm: id }), { code: 'DECKLOG_VALIDATION' })
  t.equal(
    (await run('alarms resolve', { alarm: id, note: 'Done.' })).asked[0],
    `/api/v1/alarms/${id}/resolve`,
  )
})

t.test('a mute is set for a while, and lifted', async t => {
  const { sent } = await run('mutes set', { for: '2h', kind: 'disk', reason: 'New disks.' })
  t.strictSame(sent, [
    { kind: 'disk', reason: 'New disks.', expires_at: '2026-01-01T02:00:00.000Z' },
  ])
  const wrong = { for: 'a while', reason: 'x' }
  await t.rejects(run('mutes set', wrong), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(run('mutes set', { for: '2h' }), { code: 'DECKLOG_VALIDATION' })
  t.strictSame((await run('mutes lift', { mute: id })).asked, [`/api/v1/mutes/${id}/lift`])
  t.strictSame((await run('mutes list')).asked, ['/api/v1/mutes?limit=200&in_force=true'])
  t.strictSame((await run('mutes list', { all: true })).asked, ['/api/v1/mutes?limit=200'])
})

t.test('a window is planned, once or by a schedule, and cancelled', async t => {
  const every = { schedule: '0 22 * * 6', timeZone: 'Europe/Berlin', lasts: '2h', reason: 'Why.' }
  t.strictSame((await run('windows plan', every, { label: ['host=web01'] })).sent, [
    {
      ...{ begins_at: undefined, ends_at: undefined, schedule: '0 22 * * 6' },
      ...{ time_zone: 'Europe/Berlin', lasts: 7_200, labels: { host: 'web01' }, reason: 'Why.' },
    },
  ])
  const wrong = run('windows plan', every, { label: ['web01'] })
  await t.rejects(wrong, { code: 'DECKLOG_VALIDATION' })
  t.strictSame((await run('windows cancel', { window: id })).asked, [
    `/api/v1/windows/${id}/cancel`,
  ])
  t.strictSame((await run('windows list')).asked, ['/api/v1/windows?limit=200&in_force=true'])
})
