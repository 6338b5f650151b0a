import { digestOf, type Host, type RunProgram } from '../../../core/plugin-api.ts'
import type { RolloutConfig } from '../config.ts'
import type { RolloutEvent } from '../events.ts'
import type { Target } from '../target-config.ts'
import type { DriftRules } from './config.ts'
import type { Look } from './events.ts'
import { findStanding } from './find-approved.ts'
import { type Looked, lookOnce } from './look.ts'
import { settle } from './settle.ts'
import { lookStream, type Seen, targetDecider, targetStream } from './target.ts'
import type { TargetRow } from './target-row.ts'

/** A target whose drift is looked for. */
export interface Watched {
  readonly name: string
  readonly target: Target & { readonly drift: DriftRules }
}

/** What watching takes. */
export interface WatchParts {
  readonly host: Host<RolloutConfig, RolloutEvent>
  readonly run: RunProgram
  /** When this process last saw each target to be right: looks that change nothing are not recorded. */
  readonly seenRightAt: Map<string, Date>
  /** `every look`: whoever asked for it may be another process than the one that looks the next time; default: what is news. */
  readonly records?: 'every look'
}

/** The targets of the configuration whose drift is looked for. */
export function watchedOf({ targets }: RolloutConfig): readonly Watched[] {
  return Object.entries(targets).flatMap(([name, { drift, ...target }]) =>
    drift ? [{ name, target: { ...target, drift } }] : [],
  )
}

/** Whether a target has come to something: `unsettled` is looked at again at its time. */
export type Came =
  | { readonly outcome: 'settled'; readonly looked: Looked; readonly position: bigint }
  | { readonly outcome: 'unsettled' }

/** Looks at a target until it is sure of what it sees, and records what has changed. */
export async function watchTarget(
  parts: WatchParts,
  { name, target }: Watched,
  signal: AbortSignal,
): Promise<Came> {
  const { host, run, seenRightAt } = parts
  const { rows, position } = await host.rows<TargetRow>('targets', { keys: [name] })
  const before = rows[0] ?? blankBefore
  const { rolloutWithin } = target.drift
  const when = { now: host.clock.now(), rolloutWithin }
  const standing = await findStanding(host, before.verified, when)
  const look = (): Promise<Looked> => lookOnce({ host, run, target, standing, signal })
  const looked = await settle(look, before, { clock: host.clock, signal })
  if (!looked) return { outcome: 'unsettled' }
  const at = host.clock.now()
  if (looked.seen.outcome === 'as_approved') seenRightAt.set(name, at)
  const rightAt = rightAtOf(looked, before, seenRightAt.get(name))
  const record = { name, target, looked, before, at, rightAt }
  const decided = await decide(host, record)
  const observed = await observe(parts, record)
  return { outcome: 'settled', looked, position: latest([position, decided, observed]) }
}

type Before = Pick<
  TargetRow,
  | 'verified'
  | 'drifted_since'
  | 'unreachable_since'
  | 'right_at'
  | 'looked_at'
  | 'outcome'
  | 'approved'
  | 'running'
>

const blankBefore: Before = {
  ...{ verified: [], drifted_since: null, unreachable_since: null, right_at: null },
  ...{ looked_at: null, outcome: null, approved: null, running: null },
}

interface ToRecord extends Watched {
  readonly looked: Looked
  readonly before: Before
  readonly at: Date
  readonly rightAt: string | null
}

async function decide(
  host: WatchParts['host'],
  { name, target, looked, at, rightAt }: ToRecord,
): Promise<bigint> {
  const { seen: told } = looked
  const seen: Seen = told.outcome === 'drifted' ? { ...told, rightAt } : told
  const { position } = await host.execute(targetDecider, {
    stream: targetStream(name),
    command: {
      ...{ type: 'look', target: name, host: target.drift.host ?? null },
      ...{ at: at.toISOString(), seen },
    },
  })
  return position
}

/** So often a look is recorded though nothing has changed, so that it shows that somebody looks. */
const rememberMs = 3_600_000

async function observe(
  { host, records }: Pick<WatchParts, 'host' | 'records'>,
  { name, target, looked, before, at, rightAt }: ToRecord,
): Promise<bigint> {
  const approved = 'approved' in looked.seen ? looked.seen.approved : before.approved
  const { outcome } = looked.seen
  const data: Look = {
    ...{ target: name, outcome, text: looked.text, running: looked.running },
    approved: outcome === 'unknown' ? null : approved,
    ...{ rightAt, machine: host.machine.name, everySeconds: target.drift.every },
  }
  if (records === undefined && !isNews(data, before, at)) return 0n
  const event = { type: 'rollout.TargetLooked', data } as const
  return (await host.observe({ stream: lookStream(name), event })).position
}

// The verification that approved it saw it right, too.
function rightAtOf(
  { seen }: Looked,
  { right_at: recorded, verified }: Before,
  remembered: Date | undefined,
): string | null {
  const id = 'approved' in seen ? seen.approved.verificationId : undefined
  const finishedAt = verified.find(one => one.verificationId === id)?.finishedAt
  const times = [recorded, remembered, finishedAt === undefined ? null : new Date(finishedAt)]
  const known = times.flatMap(time => time?.getTime() ?? [])
  return known.length === 0 ? null : new Date(Math.max(...known)).toISOString()
}

function isNews(data: Look, before: Before, at: Date): boolean {
  if (before.looked_at === null) return true
  // Where a clock was set back, what was last recorded lies ahead.
  if (Math.abs(at.getTime() - before.looked_at.getTime()) >= rememberMs) return true
  const told = ({ outcome, approved, running }: Pick<Before, 'outcome' | 'approved' | 'running'>) =>
    digestOf({ outcome, approved, running })
  return told(data) !== told(before)
}

function latest(positions: readonly bigint[]): bigint {
  return positions.reduce((a, b) => (a > b ? a : b))
}
