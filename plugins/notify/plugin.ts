import { definePlugin } from '../../core/plugin.ts'
import { notifyConfig } from './config.ts'
import { notifyEvents } from './events.ts'
import { requireKinds } from './kinds.ts'
import { createReactions } from './raising/react.ts'
import { createOpenGauge } from './raising/open-gauge.ts'
import { createRemindSweep } from './raising/remind-sweep.ts'
import { notifyRoutes } from './routes.ts'
import { receiverOf } from './telling/receiver.ts'
import { createTellSweep } from './telling/tell-sweep.ts'
import { testCommand } from './telling/test-command.ts'

/** Makes alarms of what goes wrong, and tells them to webhooks until they have taken them. */
export default definePlugin({
  name: 'notify',
  version: '1.0.0',
  config: notifyConfig,
  events: notifyEvents,
  streams: { alarm: {}, delivery: {}, mute: {} },
  needs: ['alarms', 'notices', 'mutes'],
  create(host) {
    return {
      async verify() {
        requireKinds(host)
        await Promise.all(host.config.webhooks.map(receiverOf))
      },
      reactsTo: createReactions(host),
      sweeps: [createTellSweep(host), createRemindSweep(host)],
      routes: notifyRoutes(host),
      commands: [testCommand],
      gauges: [createOpenGauge(host)],
    }
  },
})
