import Joi from 'joi'
import {
  type Gate,
  type GateReason,
  type Host,
  inputs,
  type JudgedFacts,
  type JudgingGate,
} from '../../../core/plugin-api.ts'
import { gateTargetOf, type RolloutConfig } from '../config.ts'
import { isNewer, type Span } from './newer.ts'

/** What the gate looks at of a row of `verifications`. */
export interface VerifiedRow {
  readonly verification_id: string
  readonly target: string
  readonly board_id: string | null
  readonly speaks_for: 'all' | 'board'
  readonly verdict: 'passed' | 'failed'
  readonly started_at: Date
  readonly finished_at: Date
  readonly event_id: string
}

interface Question {
  readonly release_id: string
  readonly target?: string
  readonly board_id?: string | null
}

/** What an answer of the gate rests on: the newest verification that counts. Times are ISO 8601. */
export interface VerificationFacts extends JudgedFacts {
  readonly question: Question
  readonly settings: { readonly target: string; readonly gateWithin: number }
  readonly at: string
  readonly newest:
    (Pick<VerifiedRow, 'verdict' | 'event_id'> & { readonly finished_at: string }) | null
}

const question = Joi.object<Question>({
  release_id: inputs.sha256().required().description('Id of the release.'),
  target: Joi.string()
    .max(40)
    .description('Name of the target; else the configured default, or the only one there is.'),
  board_id: inputs
    .uuid()
    .allow(null)
    .description('The board it is asked for; without it, verifications that count for all.'),
})

/** Creates the gate `verification`: the newest verification of the release has passed, not too long ago. */
export function createGate(host: Pick<Host<RolloutConfig>, 'all' | 'clock' | 'config'>): Gate {
  return {
    name: 'verification',
    mode: 'deny',
    summary:
      'Has the newest verification of a release passed? Denies when none has, or too long ago. Only those of the target count, and of the board or of none.',
    question,
    async answer(asked: Question) {
      const settings = settingsOf(host.config)
      const { release_id, target = settings.target, board_id = null } = asked
      const equals = { release_id, target }
      const found = await host.all<VerifiedRow>('verifications', { equals })
      const newest = newestOf(found.rows, board_id)
      const at = host.clock.now().toISOString()
      const facts = { question: asked, settings, at, newest: newest ? factOf(newest) : null }
      return { reasons: judgeVerification(facts), position: found.position, facts }
    },
  }
}

/** How answers of the gate follow from their facts. */
export const judgingVerification: JudgingGate<VerificationFacts, RolloutConfig> = {
  ...{ name: 'verification', question, settings: settingsOf, judge: judgeVerification },
}

function settingsOf(config: RolloutConfig): VerificationFacts['settings'] {
  return { target: gateTargetOf(config), gateWithin: config.gateWithin }
}

/** Why a release is not simply allowed by its verification. Pure. */
function judgeVerification(facts: VerificationFacts): readonly GateReason[] {
  const { settings, at, newest } = facts
  const { target = settings.target } = facts.question
  const oldest = new Date(Date.parse(at) - settings.gateWithin * 1_000)
  const found = newest && { ...newest, finished_at: new Date(newest.finished_at) }
  const reason = reasonOf(found ?? undefined, { oldest, target })
  return reason ? [reason] : []
}

function factOf({ verdict, event_id, finished_at }: VerifiedRow): VerificationFacts['newest'] {
  return { verdict, event_id, finished_at: finished_at.toISOString() }
}

/** The verification that began last of those that count on a board: its own, and those of no board. Without a board, those that speak for all. */
export function newestOf<Row extends VerifiedRow>(
  rows: readonly Row[],
  boardId: string | null,
): Row | undefined {
  const counts = rows.filter(row =>
    boardId === null ? row.speaks_for === 'all' : [boardId, null].includes(row.board_id),
  )
  return counts.reduce<Row | undefined>(
    (newest, row) => (newest && isNewer(spanOf(newest), spanOf(row)) ? newest : row),
    undefined,
  )
}

function spanOf({ verification_id, started_at, finished_at }: VerifiedRow): Span {
  return { id: verification_id, startedAt: started_at, finishedAt: finished_at }
}

/** Why the gate denies; undefined when it does not. */
export function reasonOf(
  newest: Pick<VerifiedRow, 'verdict' | 'finished_at' | 'event_id'> | undefined,
  { oldest, target }: { readonly oldest: Date; readonly target: string },
): GateReason | undefined {
  if (!newest)
    return deny('verification_missing', `The release has never been verified at ${target}.`, [])
  const { verdict, finished_at, event_id } = newest
  const when = finished_at.toISOString()
  if (verdict === 'failed')
    return deny('verification_failed', `The verification of ${target} failed at ${when}.`, [
      event_id,
    ])
  if (finished_at < oldest)
    return deny('verification_old', `The verification of ${target} is of ${when}.`, [event_id])
  return undefined
}

function deny(code: string, text: string, eventIds: readonly string[]): GateReason {
  return { decision: 'deny', code, text, eventIds }
}
