import { definePlugin } from '../../core/plugin-api.ts'
import { createListCommand, createRegisterCommand, createShowCommand } from './commands.ts'
import { releaseConfig } from './config.ts'
import { releaseEvents } from './events.ts'
import { createCheckCommand } from './policy/checking/check-command.ts'
import { createImagesGate } from './policy/gating/images-gate.ts'
import { redecideImages } from './policy/gating/redecide-images.ts'
import { createRoutes } from './routes.ts'
import { waiverAlarms } from './waiving/alarm.ts'
import { createWaiverSweep } from './waiving/look-sweep.ts'

/** Knows what was released: every image of a release by its digest. */
export default definePlugin({
  name: 'release',
  version: '1.0.0',
  config: releaseConfig,
  events: releaseEvents,
  alarms: waiverAlarms,
  streams: { release: {}, releaseWaiver: {} },
  takesPart: [{ gate: 'images', at: 'step:rollout', about: ['release_id'] }],
  needs: ['releases'],
  create: host => ({
    routes: createRoutes(host),
    gates: [createImagesGate(host)],
    sweeps: [createWaiverSweep(host)],
    redecides: () => redecideImages(host),
    commands: [
      createRegisterCommand(),
      createListCommand(),
      createShowCommand(),
      createCheckCommand(host.config.policy, host.clock),
    ],
  }),
})
