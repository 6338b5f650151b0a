import { type Host, timeAfter } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Policy } from '../policy.ts'
import type { Limits, Quiet } from '../deciding/commands.ts'
import type { Candidate, World } from './world.ts'

/** Why nothing is to be tried on a thing, as far as the world itself tells; null: nothing speaks against it. */
export function quietOf(
  candidate: Candidate,
  world: World,
  { settle, atOnce, open }: Pick<RecoveryConfig, 'settle' | 'atOnce'> & { readonly open: number },
): Quiet | null {
  return (
    whenBlind(world, settle) ?? whenAbove(candidate, world) ?? (open >= atOnce ? busy(open) : null)
  )
}

/** What was judged while Decklog could not see, or has not been read anew since, is no reason to act. */
function whenBlind({ gaps, now }: Pick<World, 'gaps' | 'now'>, settle: number): Quiet | null {
  const last = gaps.at(-1)
  if (!last || now.getTime() - last.to.getTime() >= settle * 1_000) return null
  const text = `Decklog could not see from ${last.from.toISOString()} to ${last.to.toISOString()}.`
  return { why: 'blind', text, eventIds: [] }
}

/** A cause above that is recorded, or that so many ailing at once give away. */
function whenAbove({ policy, subject }: Candidate, world: World): Quiet | null {
  const { above } = subject
  if (above)
    return { why: 'correlated', text: above.text.slice(0, 1_000), eventIds: above.eventIds }
  const like = alikeIn(world.candidates).get(placeOf({ policy, subject })) ?? 0
  if (like <= policy.mostAiling) return null
  const where =
    subject.host ?? (subject.boardId === null ? 'no machine' : `board ${subject.boardId}`)
  const text = `${like} ail at once on ${where}: more than ${policy.mostAiling} have one cause.`
  return { why: 'correlated', text, eventIds: [] }
}

// Counted once for all that are looked at together.
const counted = new WeakMap<World['candidates'], ReadonlyMap<string, number>>()

function alikeIn(candidates: World['candidates']): ReadonlyMap<string, number> {
  const known = counted.get(candidates)
  if (known) return known
  const counts = new Map<string, number>()
  for (const one of candidates) counts.set(placeOf(one), (counts.get(placeOf(one)) ?? 0) + 1)
  counted.set(candidates, counts)
  return counts
}

/** Where a thing is that a policy is for: on a machine, or of a board. */
function placeOf({
  policy,
  subject: { host, boardId },
}: Pick<Candidate, 'policy' | 'subject'>): string {
  return JSON.stringify([policy.name, host, host === null ? boardId : null])
}

function busy(open: number): Quiet {
  return { why: 'at_once', text: `${open} attempts are open.`, eventIds: [] }
}

/** Tells whether a thing has ailed for as long as its policy waits, without the time in which Decklog could not see. */
export function isDue({ policy, subject }: Candidate, { now, gaps }: World): boolean {
  const { since } = subject
  return since === null || timeAfter(since, policy.after * 1_000, gaps) <= now
}

/** What keeps an attempt back that others are asked about: a silence, a gate. */
export interface Hold {
  readonly quiet: Quiet | null
  readonly denied: Quiet | null
}

/** Asks those who may hold an attempt back; what cannot be told holds it back. */
export async function askHold(
  host: Pick<Host, 'gate' | 'silences'>,
  { policy, kind, subject }: Candidate,
): Promise<Hold> {
  const { id, host: machine, boardId, alarm } = subject
  const [silence] = alarm ? await host.silences({ ...alarm, boardId }) : []
  const question = { policy: policy.name, kind, subject_id: id, host: machine, board_id: boardId }
  const answer = await host.gate('recovery', question)
  return {
    quiet: silence
      ? {
          why: silence.by === 'window' ? 'window' : 'muted',
          text: `It is silenced until ${silence.until.toISOString()}: ${silence.reason}`.slice(
            0,
            1_000,
          ),
          eventIds: [],
        }
      : null,
    denied: answer.decision === 'deny' ? deniedBy(answer.reasons) : null,
  }
}

function deniedBy(
  reasons: readonly {
    readonly code: string
    readonly text: string
    readonly eventIds: readonly string[]
  }[],
): Quiet {
  const why = reasons.some(({ code }) => code === 'rolling_out') ? 'deploy' : 'gate'
  const text = reasons.map(reason => reason.text).join(' ')
  const eventIds = reasons.flatMap(reason => reason.eventIds).slice(0, 50)
  return { why, text: text.slice(0, 1_000) || 'The gate denies it.', eventIds }
}

/** The limits of a policy, as its rules take them. */
export function limitsOf({ mode, cooldown, attempts, within }: Policy): Limits {
  const times = { cooldownMs: cooldown * 1_000, withinMs: within * 1_000 }
  return { mode: mode === 'auto' ? 'auto' : 'suggest', attempts, ...times }
}
