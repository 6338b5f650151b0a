import { type EventOf, eventSpecs } from '../../core/plugin-api.ts'
import { approvalEvents, type ApprovalEvent } from './events/approval-events.ts'
import { evidenceEvents, type EvidenceEvent } from './events/evidence-events.ts'
import { gateEvents, gatesJudged, type GateEvent } from './events/gate-events.ts'
import { rulesEvents, type RulesEvent } from './events/rules-events.ts'
import { stageEvents, type StageEvent } from './events/stage-events.ts'
import { waitEvents, type WaitEvent } from './events/wait-events.ts'
import { organizationNamed, type OrganizationNamed } from './events/organization-event.ts'

/** The events of this plugin: what their data must be, and an example of each. */
export const gsdEvents = eventSpecs(
  ...stageEvents,
  ...approvalEvents,
  ...evidenceEvents,
  ...gateEvents,
  ...rulesEvents,
  ...waitEvents,
  gatesJudged,
  organizationNamed,
)

/** Everything that happens to a run. */
export type RunEvent = StageEvent | ApprovalEvent | EvidenceEvent | GateEvent | RulesEvent

export type GatesJudged = EventOf<typeof gatesJudged>

export type GsdEvent = RunEvent | GatesJudged | OrganizationNamed | WaitEvent

/** The event of a name: `RunEventOf<'StageEntered'>`. */
export type RunEventOf<Name extends string> = Extract<RunEvent, { type: `gsd.${Name}` }>

export type RunStarted = RunEventOf<'RunStarted'>
export type StageEntered = RunEventOf<'StageEntered'>
export type ApprovalRequested = RunEventOf<'ApprovalRequested'>
export type ApprovalGiven = RunEventOf<'ApprovalGiven'>
export type ApprovalRejected = RunEventOf<'ApprovalRejected'>
export type ApprovalWaived = RunEventOf<'ApprovalWaived'>
export type EvidenceAttached = RunEventOf<'EvidenceAttached'>
export type EvidenceWithdrawn = RunEventOf<'EvidenceWithdrawn'>
export type LinksArranged = RunEventOf<'LinksArranged'>
export type GateDecided = RunEventOf<'GateDecided'>
export type GateBypassed = RunEventOf<'GateBypassed'>
