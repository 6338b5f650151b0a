import type { ProjectionResumed, ProjectionStalled } from '../../../core/events/core-events.ts'
import type {
  AgentRetired,
  ContinuityChanged,
  GatesJudged,
  PressureChanged,
  RuntimeLost,
  RuntimeRestored,
  SourceEvent,
  VerificationFinished,
} from '../foreign-events.ts'
import type { Signal } from './signal.ts'

type Data<E extends SourceEvent> = E['data']

// A method, so that each may name the data that it reads.
type Reader = { read(data: object): Signal }['read']

/** What each kind of source event says of an alarm. */
export const signals: Readonly<Record<SourceEvent['type'], Reader>> = {
  'disk.PressureChanged': diskSignal,
  'continuity.Changed': agentSignal,
  'continuity.AgentRetired': retiredSignal,
  'continuity.RuntimeLost': runtimeLostSignal,
  'continuity.RuntimeRestored': runtimeRestoredSignal,
  'gsd.GatesJudged': gateSignal,
  'rollout.VerificationFinished': verificationSignal,
  'core.ProjectionStalled': stalledSignal,
  'core.ProjectionResumed': resumedSignal,
}

function diskSignal({ host, mount, to, text }: Data<PressureChanged>): Signal {
  const subject = `${mount} of ${host}`
  return {
    kind: 'disk',
    cause: `disk ${host} ${mount}`,
    group: `disk ${host}`,
    boardId: null,
    subject,
    state: to === 'ok' ? 'cleared' : 'raised',
    severity: to === 'critical' || to === 'emergency' ? 'critical' : 'warning',
    text: `${subject} is ${to}: ${text}`,
  }
}

function agentSignal({ to, text, ...agent }: Data<ContinuityChanged>): Signal {
  return {
    ...agentOf(agent),
    state: to === 'stale' || to === 'unreachable' ? 'raised' : 'cleared',
    severity: to === 'unreachable' ? 'critical' : 'warning',
    text: `Agent ${agent.name} is ${to}: ${text}`,
  }
}

// Whoever is gone is missed no longer.
function retiredSignal(agent: Data<AgentRetired>): Signal {
  const text = `Agent ${agent.name} was retired.`
  return { ...agentOf(agent), state: 'cleared', severity: 'warning', text }
}

function agentOf({
  boardId,
  agentId,
  name,
}: Data<AgentRetired>): Pick<Signal, 'kind' | 'cause' | 'group' | 'boardId' | 'subject'> {
  return {
    kind: 'continuity',
    cause: `agent ${agentId}`,
    group: `board ${boardId}`,
    boardId,
    subject: `agent ${name}`,
  }
}

function runtimeLostSignal({ error, ...board }: Data<RuntimeLost>): Signal {
  const text = `The runtime of board ${board.boardName} does not answer: ${error}`
  return { ...runtimeOf(board), state: 'raised', text }
}

function runtimeRestoredSignal(board: Data<RuntimeRestored>): Signal {
  const text = `The runtime of board ${board.boardName} is no longer missed.`
  return { ...runtimeOf(board), state: 'cleared', text }
}

function runtimeOf({ boardId, boardName }: Data<RuntimeRestored>): Omit<Signal, 'state' | 'text'> {
  return {
    kind: 'continuity',
    cause: `runtime ${boardId}`,
    group: `board ${boardId}`,
    boardId,
    subject: `runtime of ${boardName}`,
    severity: 'critical',
  }
}

function gateSignal({ decision, facts: { runId, step, boardId } }: Data<GatesJudged>): Signal {
  return {
    kind: 'gate',
    cause: `gate ${runId} ${step}`,
    group: `run ${runId}`,
    boardId,
    subject: `${step} of run ${runId}`,
    state: decision === 'deny' ? 'raised' : 'cleared',
    severity: 'warning',
    text:
      decision === 'deny'
        ? `The gates deny the step ${step} of run ${runId}.`
        : `The gates no longer deny the step ${step} of run ${runId}.`,
  }
}

function verificationSignal(data: Data<VerificationFinished>): Signal {
  const { target, boardId, verdict, checks } = data
  const missed = checks.filter(check => check.verdict !== 'passed').map(({ name }) => name)
  return {
    kind: 'verification',
    cause: `verification ${target}`,
    group: `target ${target}`,
    boardId,
    subject: `verification of ${target}`,
    state: verdict === 'failed' ? 'raised' : 'cleared',
    severity: 'critical',
    text:
      verdict === 'failed'
        ? `The verification of ${target} failed: ${missed.join(', ')}`
        : `The verification of ${target} passed.`,
  }
}

function stalledSignal({ projection, reason }: Data<ProjectionStalled>): Signal {
  const text = `The read model ${projection} stands still: ${reason}`
  return { ...projectionOf(projection), state: 'raised', text }
}

function resumedSignal({ projection }: Data<ProjectionResumed>): Signal {
  const text = `The read model ${projection} moves again.`
  return { ...projectionOf(projection), state: 'cleared', text }
}

function projectionOf(projection: string): Omit<Signal, 'state' | 'text'> {
  return {
    kind: 'projection',
    cause: `projection ${projection}`,
    group: 'projections',
    boardId: null,
    subject: `read model ${projection}`,
    severity: 'critical',
  }
}
