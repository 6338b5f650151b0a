import type { Recorded } from '../../event.ts'

/** Columns of a row that tell the recorded level of a subject; null is what has not happened yet. */
export interface LevelColumns<Severity, Level, Reason> {
  readonly severity: Severity | null
  readonly held_severity: Level | null
  readonly severity_since: Date | null
  readonly severity_reason: Reason | null
  readonly severity_event_id: string | null
  readonly severity_revision: number | null
}

type Decided<Data extends object> = Pick<
  Recorded<{ readonly type: string; readonly data: Data }>,
  'id' | 'data' | 'revision' | 'receivedAt' | 'metadata'
>

/** Tells whether a row has taken a decision of the same stream that was made later, or this one. */
export function isTaken(
  { revision }: Pick<Decided<object>, 'revision'>,
  { severity_revision: taken }: { readonly severity_revision: number | null },
): boolean {
  return taken !== null && taken >= Number(revision)
}

/** The columns after a change of level. */
export function changedLevel<Severity, Level, Reason>({
  id,
  data,
  revision,
}: Decided<{
  readonly to: Severity
  readonly held: Level
  readonly observedAt: string
  readonly reason: Reason
}>): LevelColumns<Severity, Level, Reason> {
  return {
    severity: data.to,
    held_severity: data.held,
    severity_since: new Date(data.observedAt),
    severity_reason: data.reason,
    severity_event_id: id,
    severity_revision: Number(revision),
  }
}

/** The columns of a subject that was forgotten: it holds and blocks nothing from here on. */
export function noLevel({
  id,
  revision,
}: Pick<Decided<object>, 'id' | 'revision'>): LevelColumns<never, never, never> {
  return {
    severity: null,
    held_severity: null,
    severity_since: null,
    severity_reason: null,
    severity_event_id: id,
    severity_revision: Number(revision),
  }
}

/** Columns of a row that tell by whom its subject was forgotten, and why. */
export interface ForgottenColumns {
  readonly forgotten_at: Date | null
  readonly forgotten_by: string | null
  readonly forgotten_reason: string | null
}

/** Those columns after one more was told of it: the latest counts. `nobody` stands for an event that names no actor. */
export function forgottenBy(
  { receivedAt, metadata, data }: Decided<{ readonly reason: string }>,
  { forgotten_at, forgotten_by, forgotten_reason }: ForgottenColumns,
  nobody: string,
): ForgottenColumns {
  if (forgotten_at !== null && forgotten_at >= receivedAt)
    return { forgotten_at, forgotten_by, forgotten_reason }
  return {
    forgotten_at: receivedAt,
    forgotten_by: metadata['actor'] ?? nobody,
    forgotten_reason: data.reason,
  }
}
