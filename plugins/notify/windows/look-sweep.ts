import { eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { WindowRow } from '../rows.ts'
import { windowStream } from '../streams.ts'
import { nextOpening } from './when.ts'
import { windowDecider } from './window.ts'
import { openOf, planOf } from './windows-open.ts'

/** Creates the sweep that records when windows open, close and are over. What is silenced does not wait for it. */
export function createWindowSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  return {
    name: 'windows',
    everySeconds: 10,
    async run(signal) {
      const { rows } = await host.all<WindowRow>('windows', { equals: { ended_at: null } })
      const now = host.clock.now()
      const open = new Map(openOf(rows, now).map(({ id, from }) => [id, from.getTime()]))
      const changed = rows.filter(
        row =>
          row.opened_at?.getTime() !== open.get(row.window_id) ||
          (!open.has(row.window_id) && !nextOpening(planOf(row), now)),
      )
      await eachInTurns(changed, { atOnce: 4, signal }, ({ window_id: windowId }) =>
        host.execute(windowDecider, {
          stream: windowStream(windowId),
          command: { type: 'look', windowId, now },
        }),
      )
    },
  }
}
