import { v5, v7 } from 'uuid'
import type { NewEvent } from '../../../core/ledger/ledger.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import type { RunEvent } from '../../../plugins/gsd/events.ts'
import { stages } from '../../../plugins/gsd/stage.ts'

const board = '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001'
const digest = '3b1c7d0f'.repeat(8)

/** The events of one run in CI: it starts, goes through its stages, and has metrics and evidence in each. */
export function runStory(runId: string, number: number, count: number): readonly NewEvent[] {
  const told = Array.from({ length: count }, (_, index) => eventOf(runId, number, index, count))
  return told.map(({ type, data }) => ({
    ...{ id: v7(), type, data },
    metadata: {
      ...{ actor: 'service:ci', host: 'bench', plugin: 'gsd' },
      schemaVersion: String(gsdEvents[type].schemaVersion),
      receivedAt: new Date().toISOString(),
    },
  }))
}

function eventOf(runId: string, number: number, index: number, count: number): RunEvent {
  if (index === 0) return started(runId, number)
  const perStage = Math.ceil(count / stages.length)
  const [before, now] = [index - 1, index].map(at => stages[Math.floor(at / perStage)])
  const from = before ?? 'planning'
  const to = now ?? 'hardening'
  if (from !== to) {
    const data = { runId, from, to, attempt: 1, order: 'forward', reason: null } as const
    return { type: 'gsd.StageEntered', data }
  }
  return index % 3 === 0 ? proof(runId, index, to) : measured(runId, index)
}

function started(runId: string, number: number): RunEvent {
  return {
    type: 'gsd.RunStarted',
    data: {
      ...{ runId, organizationId: null, boardId: board, taskId: null, createdByUserId: null },
      ...{ runName: `delivery ${number % 50}`, iterationNumber: Math.floor(number / 50) + 1 },
      ...{ stage: 'planning', status: 'in_progress', requiredEvidence: [] },
    },
  }
}

function proof(runId: string, index: number, stage: (typeof stages)[number]): RunEvent {
  const content = { type: 'link', title: `build ${index}`, url: `https://ci.example/${index}` }
  const evidenceId = v5(String(index), runId)
  const rest = { predicate: null, subject: [], digest, stage, verificationId: null }
  return { type: 'gsd.EvidenceAttached', data: { runId, evidenceId, ...content, ...rest } }
}

function measured(runId: string, index: number): RunEvent {
  const metrics = { tests: 800 + index, incidents: index % 3, latency_ms: 100 - index }
  return { type: 'gsd.MetricsRecorded', data: { runId, metrics } }
}
