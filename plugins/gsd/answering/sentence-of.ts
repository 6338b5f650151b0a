import type { RunEvent } from '../events.ts'
import { approvalSentence } from './approval-sentence.ts'
import { evidenceSentence } from './evidence-sentence.ts'
import { gateSentence } from './gate-sentence.ts'
import { stageSentence } from './stage-sentence.ts'

/** Says in one sentence what happened to a run. */
export function sentenceOf(event: RunEvent): string {
  switch (event.type) {
    case 'gsd.RunStarted':
    case 'gsd.RunRenamed':
    case 'gsd.ReleaseNamed':
    case 'gsd.StageEntered':
    case 'gsd.StatusChanged':
    case 'gsd.RunCompleted':
    case 'gsd.RunReopened':
      return stageSentence(event)
    case 'gsd.ApprovalRequested':
    case 'gsd.ApprovalGiven':
    case 'gsd.ApprovalRejected':
    case 'gsd.ApprovalWaived':
    case 'gsd.ApprovalNoted':
      return approvalSentence(event)
    case 'gsd.EvidenceAttached':
    case 'gsd.EvidenceWithdrawn':
    case 'gsd.LinksArranged':
    case 'gsd.MetricsRecorded':
      return evidenceSentence(event)
    case 'gsd.GateDecided':
    case 'gsd.GateBypassed':
      return gateSentence(event)
    default:
      return event satisfies never
  }
}
