import { type CliCommand, definePlugin } from '../../core/plugin-api.ts'
import { gsdAlarms } from './alarms.ts'
import { createAttachCommand } from './commanding/attach-command.ts'
import { createApproveCommand } from './commanding/approve-command.ts'
import {
  createAdvanceCommand,
  createEndCommand,
  createStartCommand,
} from './commanding/changing-commands.ts'
import { createListCommand, createShowCommand } from './commanding/showing-commands.ts'
import { gsdConfig, stepOccasions } from './config.ts'
import { gsdEvents } from './events.ts'
import { routes } from './routes.ts'
import { createWaitReactions, createWaitSweep } from './waiting/look.ts'
import { createRulesReaction } from './weakening/react-to-rules.ts'
import { redecideRuns } from './redeciding/redeciding.ts'
import { createReaction } from './verifying/react-to-verification.ts'

/** Keeps delivery runs: their stages, approvals, evidence and gates. */
export default definePlugin({
  name: 'gsd',
  version: '1.0.0',
  config: gsdConfig([]),
  gathers: { occasions: stepOccasions, config: gsdConfig },
  events: gsdEvents,
  alarms: gsdAlarms,
  streams: { gsdRun: {}, gateDecision: { keeps: 'answers' }, gsdOrganization: {}, gsdWait: {} },
  needs: ['releases', 'gsd-runs'],
  create: host => ({
    routes: routes(host),
    commands: createCommands(),
    redecides: () => redecideRuns(host),
    reactsTo: {
      'rollout.VerificationFinished': createReaction(host),
      'core.RulesChanged': createRulesReaction(host),
      ...createWaitReactions(host),
    },
    sweeps: [createWaitSweep(host)],
  }),
})

/** The commands `decklog runs …`. */
function createCommands(): readonly CliCommand[] {
  return [
    createListCommand(),
    createShowCommand(),
    createStartCommand(),
    createAdvanceCommand(),
    createEndCommand(),
    createApproveCommand(),
    createAttachCommand(),
  ]
}
