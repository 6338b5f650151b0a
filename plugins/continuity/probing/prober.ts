import type { Host, Observation } from '../../../core/plugin.ts'
import type { ContinuityConfig } from '../config.ts'
import type { AgentProbed, ContinuityEvent, RuntimeProbed } from '../events.ts'
import type { Session } from '../reading.ts'
import { probeStream } from '../streams.ts'
import { ask } from './ask.ts'
import { findingOf } from './finding.ts'
import { createReadings } from './readings.ts'
import type { Subject } from './subject.ts'
import type { SubjectSource } from './subject-source.ts'

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
      const finding = findingOf(target, await ask(outbound, target, { maxBytes, signal }))
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
