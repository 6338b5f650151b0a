import { definePlugin } from '../../core/plugin.ts'
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
  create() {
    return {}
  },
})
