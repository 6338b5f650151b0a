import { definePlugin, redecideByFacts } from '../../core/plugin-api.ts'
import { createActWork } from './acting/act-work.ts'
import { recoveryAlarms } from './alarms.ts'
import { createGate, judgingRecovery } from './answering/gate.ts'
import { recoveryCommands } from './answering/commands.ts'
import { recoveryRoutes } from './answering/routes.ts'
import { checkPolicies } from './check-policies.ts'
import { attemptFacts, recoveryConfig } from './config.ts'
import { recoveryEvents } from './events.ts'
import { createHealSweep } from './planning/heal-sweep.ts'
import { recoveryWhatIf } from './what-if.ts'

/** Tries what its owner said should be tried when something goes bad, watches whether that helped, and stops when it does not. */
export default definePlugin({
  name: 'recovery',
  version: '1.0.0',
  config: recoveryConfig([]),
  gathers: { occasions: { recovery: attemptFacts }, config: recoveryConfig },
  events: recoveryEvents,
  alarms: recoveryAlarms,
  whatIf: recoveryWhatIf,
  streams: { recovery: {}, recoveryPolicy: {} },
  needs: ['recoveries', 'recovery-policies', 'receiving', 'gsd-runs'],
  create: host => ({
    verify: async () => checkPolicies(host.config, host.healables()),
    sweeps: [createHealSweep(host)],
    works: [createActWork(host)],
    gates: [createGate(host)],
    redecides: () => ({ events: {}, gates: { recovery: redecideByFacts(judgingRecovery) } }),
    routes: recoveryRoutes(host),
    commands: recoveryCommands(),
  }),
})
