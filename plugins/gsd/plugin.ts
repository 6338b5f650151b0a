import { definePlugin } from '../../core/plugin.ts'
import { createCommands } from './commands.ts'
import { gsdConfig } from './config.ts'
import { gsdEvents } from './event-specs.ts'
import { routes } from './routes.ts'
import { createReaction } from './verifying/react-to-verification.ts'

/** Keeps delivery runs: their stages, approvals, evidence and gates. */
export default definePlugin({
  name: 'gsd',
  version: '1.0.0',
  config: gsdConfig,
  events: gsdEvents,
  streams: { gsdRun: {}, gateDecision: {} },
  needs: ['releases'],
  create: host => ({
    routes: routes(host),
    commands: createCommands(),
    reactsTo: { 'rollout.VerificationFinished': createReaction(host) },
  }),
})
