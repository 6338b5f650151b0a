import {
  type Gap,
  gapsUntil,
  type HealableSubject,
  type Host,
  type ReceivingRow,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Policy } from '../policy.ts'
import { untried } from '../deciding/state.ts'
import type { PolicyRow, RecoveryRow } from '../rows.ts'
import { recoveryIdOf } from '../streams.ts'
import { isAiling, isFor } from './matching.ts'

/** A thing that ails, and the policy that is for it. */
export interface Candidate {
  readonly policy: Policy
  readonly kind: string
  readonly subject: HealableSubject
}

/** All that is looked at at one moment. */
export interface World {
  readonly now: Date
  readonly gaps: readonly Gap[]
  /** Policies that may act: neither off nor at rest. */
  readonly policies: readonly Policy[]
  /** What ails that these are for, the longest first. */
  readonly candidates: readonly Candidate[]
  /** By their ids: those that are active, and those of the candidates. */
  readonly rows: ReadonlyMap<string, KnownRow>
}

/** The same as it is read now. */
export interface PresentWorld extends World {
  /** Names of the policies whose time of rest is over; they may act, and that they go on is to be recorded. */
  readonly rested: readonly string[]
}

/** What is looked at of a row of `recoveries`. */
export type KnownRow = Pick<
  RecoveryRow,
  'recovery_id' | 'policy' | 'kind' | 'subject_id' | 'subject' | 'host' | 'board_id' | 'state'
>

const shown = [
  ...(['recovery_id', 'policy', 'kind', 'subject_id', 'subject', 'host', 'board_id'] as const),
  'state',
] as const

type WorldHost = Pick<Host<RecoveryConfig>, 'all' | 'rows' | 'clock' | 'healables' | 'config'>

/** Reads what ails that policies are for, and what has been tried. */
export async function readWorld(host: WorldHost): Promise<PresentWorld> {
  const now = host.clock.now()
  const [receiving, pauses, active] = await Promise.all([
    host.rows<ReceivingRow>('receiving'),
    host.all<PolicyRow>('recovery-policies'),
    host.all<KnownRow>('recoveries', { equals: { active: true }, columns: shown }),
  ])
  const rested = pauses.rows.filter(({ until }) => until && until <= now)
  const resting = pauses.rows.filter(row => row.paused_at !== null && !rested.includes(row))
  const atRest = new Set(resting.map(({ policy }) => policy))
  const policies = host.config.policies.filter(
    ({ name, mode }) => mode !== 'off' && !atRest.has(name),
  )
  const candidates = await readCandidates(host, policies)
  const tried = await readTried(host, keysOf(policies, candidates))
  return {
    ...{ now, policies, candidates },
    gaps: gapsUntil(receiving.rows[0], now),
    rested: rested.map(({ policy }) => policy),
    rows: new Map([...active.rows, ...tried].map(row => [row.recovery_id, row])),
  }
}

async function readCandidates(
  host: Pick<Host, 'healables'>,
  policies: readonly Policy[],
): Promise<readonly Candidate[]> {
  const wanted = new Set(policies.map(policy => policy.for.kind))
  const healables = host.healables().filter(({ kind }) => wanted.has(kind))
  const found = await Promise.all(
    healables.map(async one => candidatesAmong(policies, one.kind, await one.ailing())),
  )
  return longestFirst(found.flat())
}

/** What ails of a kind that policies are for. */
export function candidatesAmong(
  policies: readonly Policy[],
  kind: string,
  ailing: readonly HealableSubject[],
): readonly Candidate[] {
  const ofKind = policies.filter(policy => policy.for.kind === kind)
  return ailing.flatMap(subject =>
    ofKind
      .filter(policy => isFor(policy, kind, subject) && isAiling(policy, subject))
      .map(policy => ({ policy, kind, subject })),
  )
}

/** In the order of how long they have ailed. */
export function longestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted((a, b) => sinceMs(a) - sinceMs(b))
}

function sinceMs({ subject: { since } }: Candidate): number {
  return since?.getTime() ?? 0
}

// Of every policy that is for such a thing: what another has tried counts too.
function keysOf(policies: readonly Policy[], candidates: readonly Candidate[]): readonly string[] {
  const keys = candidates.flatMap(({ kind, subject }) =>
    policies
      .filter(policy => isFor(policy, kind, subject))
      .map(({ name }) => recoveryIdOf(name, kind, subject.id)),
  )
  return [...new Set(keys)]
}

async function readTried(
  host: Pick<Host, 'all'>,
  keys: readonly string[],
): Promise<readonly KnownRow[]> {
  if (keys.length === 0) return []
  return (await host.all<KnownRow>('recoveries', { keys, columns: shown })).rows
}

/** What was tried by one policy on one thing. */
export function triedBy({ rows }: Pick<World, 'rows'>, recoveryId: string): KnownRow['state'] {
  return rows.get(recoveryId)?.state ?? untried
}
