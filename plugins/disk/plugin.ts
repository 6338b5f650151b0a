import { definePlugin } from '../../core/plugin-api.ts'
import { diskAlarms } from './alarms.ts'
import { diskConfig } from './config.ts'
import { diskEvents } from './events.ts'
import { createCheckCommand } from './answering/check-command.ts'
import { forgetCommands } from './answering/forget-commands.ts'
import { createForgetSweep } from './answering/forget-gone.ts'
import { forgetRoutes } from './answering/forget-routes.ts'
import { createGate } from './answering/gate.ts'
import { createView } from './answering/view.ts'
import { createDaySweep } from './summarise-days.ts'
import { createReaction } from './judging/judged-disks.ts'
import { redecideDisks } from './judging/redecide-disks.ts'
import { checkConfig } from './reading/check-config.ts'
import { MOST_PARTS } from './mount-events.ts'
import { createDiskReader } from './reading/disk-reader.ts'
import { diskWhatIf } from './what-if.ts'
import { observeDisks } from './reading/guard.ts'

/** Watches the filesystems of this machine, and judges those of all. */
export default definePlugin({
  name: 'disk',
  version: '1.0.0',
  config: diskConfig,
  events: diskEvents,
  alarms: diskAlarms,
  streams: config => ({
    diskSample: { maxAgeDays: config.sampleRetention / 86_400 },
    disk: {},
    diskDay: {},
    diskMounts: { maxCount: MOST_PARTS },
  }),
  needs: ['disk-status', 'disk-usage', 'disk-mounts', 'machines'],
  takesPart: [
    { gate: 'disk', at: 'step:rollout' },
    { gate: 'disk', at: 'verification' },
  ],
  whatIf: diskWhatIf,
  create(host) {
    const judge = createReaction(host)
    return {
      verify: () => checkConfig(host.config, createDiskReader(host.machine, host.config)),
      observes: observeDisks(host),
      silentAfterSeconds: 3 * host.config.interval + 60,
      reactsTo: { 'disk.Sampled': judge, 'disk.ReadFailed': judge, 'disk.Forgotten': judge },
      sweeps: [createDaySweep(host), createForgetSweep(host)],
      gates: [createGate(host)],
      guard: createView(host),
      redecides: () => redecideDisks(host),
      routes: forgetRoutes(host),
      commands: [createCheckCommand(host.machine.name), ...forgetCommands(host.machine.name)],
    }
  },
})
