import { definePlugin } from '../../core/plugin.ts'
import { checkCommand } from './commanding/check-command.ts'
import { heartbeatCommand } from './commanding/heartbeat-command.ts'
import { createRunCommand } from './commanding/run-command.ts'
import { continuityConfig } from './config.ts'
import { continuityEvents } from './event-specs.ts'

const DAY = 86_400

/** Tells whether agents really work: alive, stale or unreachable, and why. */
export default definePlugin({
  name: 'continuity',
  version: '1.0.0',
  config: continuityConfig,
  events: continuityEvents,
  streams: ({ retention }) => ({
    board: {},
    agent: {},
    runtime: {},
    heartbeat: { maxAgeDays: retention / DAY },
    probe: { maxAgeDays: retention / DAY },
    agentSign: { maxCount: 1 },
    runtimeSign: { maxCount: 1 },
  }),
  create(host) {
    return {
      commands: [checkCommand, heartbeatCommand, createRunCommand(host.clock)],
    }
  },
})
