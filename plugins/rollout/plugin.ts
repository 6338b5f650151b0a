import { definePlugin } from '../../core/plugin-api.ts'
import { rolloutAlarms } from './alarms.ts'
import { createEvidenceCommand } from './answering/evidence-command.ts'
import { createRecordCommand } from './answering/record-command.ts'
import { createVerifyCommand } from './answering/verify-command.ts'
import { rolloutConfig } from './config.ts'
import { createDriftGate } from './drift/drift-gate.ts'
import { healableTargets } from './drift/heal-targets.ts'
import { targetCommands } from './drift/target-commands.ts'
import { forgetTargetRoute, lookNowRoute } from './drift/target-routes.ts'
import { createWatchSweeps } from './drift/watch-sweeps.ts'
import { rolloutEvents } from './events.ts'
import { lookRoute } from './health-gate/look-route.ts'
import { rollbackRoute } from './health-gate/rollback-route.ts'
import { redecideVerifications } from './redecide-verifications.ts'
import { verifiedFacts } from './target-config.ts'
import { createGate } from './verifying/gate.ts'
import { executeRoute, verifyRoute } from './verifying/verify-routes.ts'

/** Verifies what runs, records it, and answers whether a release has been verified. */
export default definePlugin({
  name: 'rollout',
  version: '1.0.0',
  config: rolloutConfig([]),
  events: rolloutEvents,
  alarms: rolloutAlarms,
  streams: { verification: {}, target: {}, targetLook: { maxAgeDays: 30 } },
  takesPart: ['step:hardening', 'step:completion'].map(at => ({
    ...{ gate: 'verification', at, about: ['release_id'], alsoAbout: ['board_id'] },
  })),
  gathers: { occasions: { verification: verifiedFacts }, config: rolloutConfig },
  needs: ['verifications', 'gsd-runs', 'releases', 'targets'],
  create(host) {
    return {
      routes: [
        ...[executeRoute(host), verifyRoute(host), lookRoute(host), rollbackRoute(host)],
        ...[lookNowRoute(host), forgetTargetRoute(host)],
      ],
      sweeps: createWatchSweeps(host),
      heals: [healableTargets(host)],
      gates: [createGate(host), createDriftGate(host)],
      redecides: redecideVerifications,
      commands: [
        ...[createVerifyCommand(host), createRecordCommand(), createEvidenceCommand()],
        ...targetCommands,
      ],
    }
  },
})
