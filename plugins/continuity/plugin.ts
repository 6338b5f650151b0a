import { definePlugin } from '../../core/plugin-api.ts'
import { continuityAlarms } from './alarms.ts'
import { createGate } from './answering/gate.ts'
import { AgentDirectory } from './beating/agent-directory.ts'
import { createAgentFinder } from './beating/find-agents.ts'
import { createTakeBeat } from './beating/take-beat.ts'
import { checkCommand } from './commanding/check-command.ts'
import { forgetBoardCommand } from './commanding/forget-board-command.ts'
import { heartbeatCommand } from './commanding/heartbeat-command.ts'
import { createRunCommand } from './commanding/run-command.ts'
import { continuityConfig } from './config.ts'
import { createEvaluation, createUrgentEvaluation } from './evaluating/evaluate.ts'
import { continuityEvents } from './events.ts'
import { healableAgents } from './healing/agents.ts'
import { healableRuntimes } from './healing/runtimes.ts'
import { createKeeping } from './keeping/keep-signs.ts'
import { observeSubjects } from './probing/observe-subjects.ts'
import { createRowSubjects } from './probing/row-subjects.ts'
import { redecideContinuity } from './redecide-continuity.ts'
import { agentBeatsRoute } from './routes/agent-beats-route.ts'
import { agentPhaseRoutes } from './routes/agent-phase-routes.ts'
import { agentRoute } from './routes/agent-route.ts'
import { beatRoutes } from './routes/beat-routes.ts'
import { beatsRoute } from './routes/beats-route.ts'
import { boardRoute } from './routes/board-route.ts'
import { forgetBoardRoute } from './routes/forget-board-route.ts'
import { continuityWhatIf } from './what-if.ts'

const DAY = 86_400

/** Tells whether agents really work: alive, stale or unreachable, and why. */
export default definePlugin({
  name: 'continuity',
  version: '1.0.0',
  config: continuityConfig,
  events: continuityEvents,
  alarms: continuityAlarms,
  takesPart: [
    { gate: 'continuity', at: 'step:rollout', about: ['board_id'] },
    { gate: 'continuity', at: 'verification', about: ['board_id'] },
  ],
  streams: ({ retention }) => ({
    board: {},
    agent: {},
    runtime: {},
    heartbeat: { maxAgeDays: retention / DAY },
    probe: { maxAgeDays: retention / DAY },
    agentSign: { maxCount: 1 },
    runtimeSign: { maxCount: 1 },
  }),
  needs: ['boards', 'agent-continuity', 'receiving'],
  whatIf: continuityWhatIf,
  create(host) {
    const directory = new AgentDirectory(host)
    const finder = createAgentFinder(host, directory)
    const evaluateAtOnce = createUrgentEvaluation(host)
    const beating = { finder, take: createTakeBeat(host, directory, evaluateAtOnce) }
    return {
      observesAsLeader: observeSubjects(host, createRowSubjects(host), Math.random),
      routes: [
        boardRoute(host),
        forgetBoardRoute(host, directory, evaluateAtOnce),
        agentRoute(host, directory),
        ...agentPhaseRoutes({ host, directory, finder }),
        agentBeatsRoute(host, finder),
        ...beatRoutes(beating),
        beatsRoute(beating),
      ],
      sweeps: [createEvaluation(host), createKeeping(host)],
      gates: [createGate(host)],
      heals: [healableAgents(host), healableRuntimes(host)],
      redecides: redecideContinuity,
      commands: [checkCommand, forgetBoardCommand, heartbeatCommand, createRunCommand(host.clock)],
    }
  },
})
