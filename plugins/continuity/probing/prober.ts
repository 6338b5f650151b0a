import type {
  Answered,
  Connected,
  Failed,
  Host,
  Observation,
  Outbound,
} from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { AgentProbed, RuntimeProbed } from '../observations.ts'
import { debounce, type Outcome, type Reading, type Session } from '../reading.ts'
import { probeStream } from '../streams.ts'
import type { Target } from '../target.ts'
import { type Finding, findingOf } from './finding.ts'
import { keyOf, type Subject, type SubjectSource } from './subject.ts'

/** Probes one subject after another, each as often as it is told. */
export interface Prober {
  probe(subject: Subject, signal: AbortSignal): Promise<Observation<RuntimeProbed | AgentProbed>>
}

/** Creates a prober that remembers what it has read. */
export function createProber(
  { outbound, clock, config }: Host<ContinuityConfig, ContinuityEvent>,
  source: Pick<SubjectSource, 'namedSessions'>,
): Prober {
  const readings = createReadings()
  const { maxBytes } = config.probes

  return {
    async probe(subject, signal) {
      const { boardId, target } = subject
      const startMs = clock.monotonicMs()
      const finding = findingOf(target, await ask(outbound, target, { boardId, maxBytes, signal }))
      const latencyMs = clock.monotonicMs() - startMs
      const named = finding.sessions ? await source.namedSessions(boardId) : undefined
      const reading = readings.next(subject, { finding, at: clock.now(), latencyMs })
      return {
        stream: probeStream(boardId),
        event:
          subject.of === 'agent'
            ? {
                type: 'continuity.AgentProbed',
                data: { ...reading, boardId, agentId: subject.agentId },
              }
            : {
                type: 'continuity.RuntimeProbed',
                data: { ...reading, boardId, sessions: pick(finding.sessions, named) },
              },
      }
    },
  }
}

function pick(
  sessions: readonly Session[] | null,
  named: ReadonlySet<string> | undefined,
): readonly Session[] | null {
  return sessions?.filter(({ key }) => named?.has(key)) ?? null
}

interface Asking {
  readonly boardId: string
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Asks a target once. */
function ask(
  outbound: Outbound,
  { kind, url, timeoutSeconds }: Target,
  { boardId, maxBytes, signal }: Asking,
): Promise<Answered | Connected | Failed> {
  const call = { url, timeoutMs: timeoutSeconds * 1_000, signal, share: `board:${boardId}` }
  if (kind === 'tcp') return outbound.connect(call)
  return outbound.request({ ...call, maxBytes, headers: { accept: 'application/json, */*' } })
}

/** Remembers the last reading of every subject, so that each knows how many came to the same before it. */
interface Readings {
  /** Makes the next reading of a subject from what was found. */
  next(subject: Subject, found: Found): Reading
}

/** What was found, when, and how long that took. */
interface Found {
  readonly finding: Finding
  readonly at: Date
  readonly latencyMs: number
}

/** Creates the memory of one leader; what was read before it led comes with the subjects. */
function createReadings(): Readings {
  const last = new Map<string, Reading>()
  return {
    next(subject, { finding, at, latencyMs }) {
      const { kind, url, everySeconds } = subject.target
      const { outcome, failure, detail } = finding
      const previous = last.get(keyOf(subject)) ?? subject.last?.reading ?? null
      const reading: Reading = {
        ...{ kind, url, everySeconds, outcome, failure, detail },
        latencyMs: isAsked(outcome) ? Math.round(latencyMs) : null,
        ...debounce(previous, outcome, at),
      }
      last.set(keyOf(subject), reading)
      return reading
    },
  }
}

function isAsked(outcome: Outcome): boolean {
  return outcome !== 'unknown'
}
