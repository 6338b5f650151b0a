import type { Stage, Status, Step } from '../stage.ts'
import type { ApprovalAsked, Change } from '../running/command.ts'

/** The body of a PATCH, as its schema leaves it. */
export interface PatchPayload {
  readonly run_name?: string
  readonly iteration_number?: number
  readonly stage?: Stage
  readonly status?: Status
  readonly reason?: string
  readonly release_id?: string
  readonly owner_approval_required?: boolean
  readonly owner_approval_status?: 'not_required' | 'pending' | 'approved' | 'rejected'
  readonly owner_approval_note?: string
  readonly rollout_evidence_links?: readonly string[]
  readonly metrics_snapshot?: Readonly<Record<string, number | boolean>>
  readonly approvals?: readonly AskedPayload[]
}

interface AskedPayload {
  readonly stage: Step
  readonly required: number
  readonly role: string | null
  readonly two_person: boolean
  readonly expires_after: number | null
}

/** Reads a change from a body: what is absent is left out. */
export function changeOf(payload: PatchPayload): Change {
  const { owner_approval_required: owner, owner_approval_status: status } = payload
  const { rollout_evidence_links: links, metrics_snapshot: metrics } = payload
  return present({
    stage: payload.stage,
    status: payload.status,
    reason: payload.reason,
    releaseId: payload.release_id,
    runName: payload.run_name,
    iterationNumber: payload.iteration_number,
    ownerApproval: owner === undefined ? undefined : owner ? 'required' : 'not_required',
    ownerApprovalStatus: status === 'not_required' ? undefined : status,
    ownerApprovalNote: payload.owner_approval_note,
    approvals: payload.approvals?.map(askedOf),
    links: links && [...new Set(links)],
    metrics: metrics && metricsOf(metrics),
  })
}

function askedOf({ stage, required, role, ...rest }: AskedPayload): ApprovalAsked {
  return {
    step: stage,
    required,
    role,
    secondPerson: rest.two_person ? 'required' : 'not_required',
    expiresAfterSeconds: rest.expires_after,
  }
}

function metricsOf(sent: Readonly<Record<string, number | boolean>>): Record<string, number> {
  const named = Object.entries(sent).map(([name, value]) => [name.trim(), Number(value)] as const)
  return Object.fromEntries(named.filter(([name]) => name !== ''))
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

// The one cast: whatever is undefined has been taken out.
function present<T extends object>(fields: T): Present<T> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Present<T>
}
