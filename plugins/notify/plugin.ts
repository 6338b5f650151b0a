import { definePlugin, type Host, type Route } from '../../core/plugin-api.ts'
import { recipientsOf } from './channels/channels.ts'
import { alarmCommands } from './commanding/alarm-commands.ts'
import { channelsList } from './commanding/channel-commands.ts'
import { createMuteCommands } from './commanding/mute-commands.ts'
import { windowCommands } from './commanding/window-commands.ts'
import { notifyConfig, type NotifyConfig } from './config.ts'
import { type NotifyEvent, notifyEvents } from './events.ts'
import { createForgetSweep } from './forgetting/forget-sweep.ts'
import { handlingRoutes } from './handling/routes.ts'
import { inboundRoutes } from './inbound/routes.ts'
import { requireReceivers } from './kinds.ts'
import { liftMuteRoute } from './muting/lift-route.ts'
import { setMuteRoute } from './muting/set-route.ts'
import { createSilences } from './silencing/silences.ts'
import { createOpenGauge } from './raising/open-gauge.ts'
import { createReactions } from './raising/react.ts'
import { createTendSweep } from './raising/tend-sweep.ts'
import { createExpireSweep } from './muting/expire-sweep.ts'
import { requireRouted } from './routing/require-routed.ts'
import { createTellSweeps } from './telling/tell-sweep.ts'
import { createChannelGauges } from './telling/channel-gauges.ts'
import { previewCommand } from './telling/preview-command.ts'
import { previewRoute } from './telling/preview-route.ts'
import { testCommand } from './telling/test-command.ts'
import { testRoute } from './telling/test-route.ts'
import { redecideAlarms } from './judging-again/redecide-alarms.ts'
import { cancelWindowRoute } from './windows/cancel-route.ts'
import { createWindowSweep } from './windows/look-sweep.ts'
import { planWindowRoute } from './windows/plan-route.ts'
import { channelAlarms, createChannelSweep } from './watching/channel-watch.ts'
import { createHeartbeatSweeps, verifyHeartbeat } from './watching/heartbeat.ts'
import { createSelfWatch } from './watching/self-watch.ts'
import { notifyWhatIf } from './what-if.ts'

/** Makes alarms of what goes wrong, and tells them to webhooks until they have taken them. */
export default definePlugin({
  name: 'notify',
  version: '1.0.0',
  config: notifyConfig,
  events: notifyEvents,
  alarms: channelAlarms,
  streams: {
    ...{ alarm: {}, channel: {}, delivery: {}, forgotten: {}, mute: {}, window: {} },
    sending: { maxCount: 1 },
  },
  needs: ['alarms', 'channels', 'machines', 'mutes', 'notices', 'tellings', 'windows'],
  whatIf: notifyWhatIf,
  create(host) {
    return {
      async verify() {
        requireReceivers(host)
        requireRouted(host.config)
        await verifyHeartbeat(host)
        await Promise.all(recipientsOf(host.config, host).map(({ channel }) => channel.verify()))
      },
      reactsTo: createReactions(host),
      sweeps: [
        ...createTellSweeps(host),
        createTendSweep(host),
        createExpireSweep(host),
        createWindowSweep(host),
        createChannelSweep(host),
        createForgetSweep(host),
        ...createHeartbeatSweeps(host),
      ],
      observes: createSelfWatch(host),
      routes: notifyRoutes(host),
      commands: [
        ...[testCommand, previewCommand],
        ...alarmCommands,
        ...createMuteCommands(host.clock),
        ...windowCommands,
        channelsList,
      ],
      redecides: () => redecideAlarms(host),
      silences: createSilences(host),
      gauges: [createOpenGauge(host), ...createChannelGauges(host)],
    }
  },
})

/** Its routes; those that list are the read models'. */
function notifyRoutes(host: Host<NotifyConfig, NotifyEvent>): readonly Route[] {
  return [
    ...[setMuteRoute(host), liftMuteRoute(host), planWindowRoute(host), cancelWindowRoute(host)],
    ...[testRoute(host), previewRoute(host), ...handlingRoutes(host), ...inboundRoutes(host)],
  ]
}
