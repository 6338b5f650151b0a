import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import {
  type Window,
  type WindowCommand,
  windowDecider,
} from '../../../../plugins/notify/windows/window.ts'
import type { WindowEvent } from '../../../../plugins/notify/windows/window-events.ts'

const windowId = '0199a3c0-0000-7000-8000-000000000005'
const plan = {
  ...{ schedule: '0 22 * * *', timeZone: 'UTC', lastsSeconds: 3_600 },
  ...{ beginsAt: '2026-01-01T00:00:00.000Z', endsAt: '2026-01-02T23:00:00.000Z' },
}
const scope = { kind: null, boardId: null, labels: {} }
const planned: WindowCommand = { type: 'plan', windowId, scope, plan, reason: 'Why.' }
const cancel: WindowCommand = { type: 'cancel', windowId }
const look = (time: string): WindowCommand => ({ type: 'look', windowId, now: new Date(time) })

function happened(...commands: readonly WindowCommand[]): readonly string[] {
  let window: Window = windowDecider.initial
  const types: string[] = []
  for (const command of commands)
    for (const event of windowDecider.decide(command, window)) {
      types.push(event.type.replace('notify.Window', ''))
      window = windowDecider.evolve(window, event as Recorded<WindowEvent>)
    }
  return types
}

t.test('a window opens and closes as often as it says, and is over', async t => {
  const story = ['01T21:59', '01T22:00', '01T22:30', '01T23:00', '02T22:10', '02T23:00', '03T01:00']
  t.strictSame(happened(planned, ...story.map(at => look(`2026-01-${at}:00Z`))), [
    ...['Planned', 'Opened', 'Closed', 'Opened', 'Closed', 'Ended'],
  ])
})

t.test('an opening that nobody looked at leaves the next one its own', async t => {
  t.strictSame(happened(planned, look('2026-01-01T22:30:00Z'), look('2026-01-02T22:30:00Z')), [
    ...['Planned', 'Opened', 'Closed', 'Opened'],
  ])
})

t.test('a window is cancelled once, for good', async t => {
  const over = [cancel, cancel, look('2026-01-01T22:00:00Z'), planned]
  t.strictSame(happened(planned, ...over), ['Planned', 'Cancelled'])
  t.throws(() => happened(cancel), { code: 'DECKLOG_NOT_FOUND' })
  t.strictSame(happened(planned, planned), ['Planned'])
})
