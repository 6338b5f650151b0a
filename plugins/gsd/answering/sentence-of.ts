import type {
  ApprovalGiven,
  ApprovalNoted,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWaived,
  EvidenceAttached,
  EvidenceWithdrawn,
  GateBypassed,
  GateDecided,
  LinksArranged,
  MetricsRecorded,
  RunEvent,
} from '../events.ts'
import type { Step } from '../stage.ts'
import { forReason } from './for-reason.ts'
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

const outcomes = {
  allowed: 'Gates allow',
  warned: 'Gates warn of',
  bypassed: 'A bypass allows, against the gates,',
  refused: 'Gates refused',
} as const

/** Says what gates decided about a step, and who set a deny aside. */
function gateSentence(event: GateDecided | GateBypassed): string {
  const step = stepWords(event.data.step)
  switch (event.type) {
    case 'gsd.GateDecided': {
      const answers = event.data.gates.map(({ gate, decision }) => `${gate} ${decision}`)
      return `${outcomes[event.data.effect]} ${step}: ${answers.join(', ')}.`
    }
    case 'gsd.GateBypassed': {
      const { gates, expiresAt, reason } = event.data
      const which = gates === null ? 'the gates' : `the gates ${gates.join(', ')}`
      return forReason(`Set aside ${which} for ${step} until ${expiresAt}`, reason)
    }
    default:
      return event satisfies never
  }
}

type EvidenceEvent = EvidenceAttached | EvidenceWithdrawn | LinksArranged | MetricsRecorded

/** Says what was proved and measured. */
function evidenceSentence(event: EvidenceEvent): string {
  switch (event.type) {
    case 'gsd.EvidenceAttached': {
      const { type, title } = event.data
      return `Attached evidence of type ${type}: “${title}”.`
    }
    case 'gsd.EvidenceWithdrawn':
      return forReason(`Withdrew evidence ${event.data.evidenceId}`, event.data.reason)
    case 'gsd.LinksArranged':
      return `Shows ${counted(event.data.links.length, 'link')} from here on, in a new order.`
    case 'gsd.MetricsRecorded':
      return `Recorded ${counted(Object.keys(event.data.metrics).length, 'metric')}.`
    default:
      return event satisfies never
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

type ApprovalEvent =
  ApprovalRequested | ApprovalGiven | ApprovalRejected | ApprovalWaived | ApprovalNoted

/** Says what was asked of approvers, and what they said. */
function approvalSentence(event: ApprovalEvent): string {
  switch (event.type) {
    case 'gsd.ApprovalRequested':
      return requested(event.data)
    case 'gsd.ApprovalGiven':
      return forReason(`Approved ${stepWords(event.data.step)}`, event.data.note)
    case 'gsd.ApprovalRejected':
      return forReason(`Rejected ${stepWords(event.data.step)}`, event.data.note)
    case 'gsd.ApprovalWaived':
      return forReason(
        `Needs no approval any more for ${stepWords(event.data.step)}`,
        event.data.reason,
      )
    case 'gsd.ApprovalNoted':
      return forReason(`Noted on ${stepWords(event.data.step)}`, event.data.note)
    default:
      return event satisfies never
  }
}

function requested({ step, round, required, role, note }: ApprovalRequested['data']): string {
  const again = round > 1 ? ' again' : ''
  const many = required === 1 ? 'one approval' : `${required} approvals`
  const whom = role === null ? '' : ` of ${role}`
  return forReason(`Asked${again} for ${many}${whom} for ${stepWords(step)}`, note)
}

/** A step as sentences name it. */
function stepWords(step: Step): string {
  return step === 'completion' ? 'completing' : `entering ${step}`
}
