import {
  type Healable,
  type Host,
  isDecklogError,
  type Look,
  timeAfter,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Policy } from '../policy.ts'
import type { Judge, RecoveryCommand } from '../deciding/commands.ts'
import { aboutRow } from '../rows.ts'
import { limitsOf } from './quiet.ts'
import { isWell, standingOf, statesOf } from './matching.ts'
import type { KnownRow, World } from './world.ts'

type JudgeHost = Pick<Host<RecoveryConfig>, 'config' | 'healables' | 'log'>

/**
 * Decides what is to be recorded of all that is open, waits or was given up, by how its thing stands now. What cannot be looked at now is
 * looked at the next time. `decided`: something may have been recorded, so that the world may stand otherwise.
 */
export async function judgeAll(
  host: JudgeHost,
  world: World,
  execute: (command: RecoveryCommand) => Promise<unknown>,
): Promise<'decided' | 'nothing'> {
  let came: 'decided' | 'nothing' = 'nothing'
  for (const row of world.rows.values()) {
    const { open, wish, escalated } = row.state
    if (!open && !wish && escalated === 'no') continue
    try {
      const command = await commandFor(host, row, world)
      if (!command) continue
      // What fails may have been recorded all the same.
      came = 'decided'
      await execute(command)
    } catch (error) {
      if (isDecklogError(error, 'DECKLOG_PROJECTION_BEHIND')) throw error
      host.log.warn({ err: error, recovery: row.recovery_id }, 'a recovery cannot be judged now')
    }
  }
  return came
}

async function commandFor(
  host: JudgeHost,
  row: KnownRow,
  world: World,
): Promise<RecoveryCommand | undefined> {
  const policy = host.config.policies.find(({ name }) => name === row.policy)
  const healable = host.healables().find(({ kind }) => kind === row.kind)
  const look = await healable?.look(row.subject_id)
  if (row.state.open) return judgeCommand({ row, policy, healable, look, world })
  const why = endOf({ row, policy, healable, look })
  return why && { type: 'settle', about: aboutRow(row), why }
}

interface Judged {
  readonly row: KnownRow
  readonly policy: Policy | undefined
  readonly healable: Healable | undefined
  readonly look: Look | undefined
}

/** Why what waits, or was given up, is over; undefined while it is not. */
function endOf({
  row,
  policy,
  healable,
  look,
}: Judged): 'well' | 'gone' | 'policy_gone' | undefined {
  if (!policy || !healable || policy.mode === 'off') return 'policy_gone'
  const { wish } = row.state
  const standing = standingOf(healable, look, statesOf(policy))
  // What is well can be rehearsed all the same.
  if (standing === 'well' && wish?.how === 'rehearsed') return undefined
  return standing === 'ailing' ? undefined : standing
}

function judgeCommand({
  row,
  policy,
  healable,
  look,
  world,
}: Judged & { readonly world: World }): Judge | undefined {
  const { open } = row.state
  if (!open) return undefined
  const ails = policy ? statesOf(policy) : (healable?.states ?? [])
  const after = (look?.readings ?? []).filter(({ at }) => isAfter(at, open.finishedMs))
  const isGood = ({ state }: { readonly state: string }): boolean =>
    healable !== undefined && isWell(healable, state, ails)
  const limits = policy ? limitsOf(policy) : usual
  return {
    type: 'judge',
    about: aboutRow(row),
    attemptId: open.attemptId,
    standing: healable ? standingOf(healable, look, ails) : 'gone',
    good: after.filter(isGood),
    bad: after.filter(one => !isGood(one)).map(({ eventId }) => eventId),
    showsBy: showsBy({ policy, look, finishedMs: open.finishedMs }, world),
    limits,
    now: world.now,
  }
}

// Of a policy that is no more: what it began ends.
const usual = { mode: 'suggest', cooldownMs: 0, attempts: Infinity, withinMs: 0 } as const

function isAfter(at: Date, finishedMs: number | null): boolean {
  return finishedMs !== null && at.getTime() > finishedMs
}

/** When a cure must have shown: never sooner than it can, without the time in which Decklog could not see. */
function showsBy(
  {
    policy,
    look,
    finishedMs,
  }: Pick<Judged, 'policy' | 'look'> & { readonly finishedMs: number | null },
  { gaps }: Pick<World, 'gaps'>,
): Date | null {
  if (finishedMs === null) return null
  const seconds = Math.max(policy?.verifyWithin ?? 0, look?.showsWithinSeconds ?? 0)
  return timeAfter(new Date(finishedMs), seconds * 1_000, gaps)
}
