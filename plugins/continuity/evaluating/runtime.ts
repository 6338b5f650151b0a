import type { Decider } from '../../../core/plugin-api.ts'
import type { RuntimeEvent, RuntimeLoss } from '../events.ts'
import type { RuntimeSituation } from '../judging/situation-facts.ts'
import type { Standing } from '../reading.ts'
import type { Sign } from '../signs.ts'
import { isOf, type RuntimeTarget } from '../target.ts'

/** What is recorded of a board's runtime: whether it is lost. */
export interface RuntimeState {
  readonly loss: Pick<RuntimeLoss, 'kind' | 'url' | 'becameTrueAt'> | null
  /** When the last event of the stream was received. */
  readonly movedAt: Date | null
}

/** Record how the runtime of a board stands; `judgedAt` is when its facts were read. */
export interface JudgeRuntime {
  readonly boardId: string
  readonly boardName: string
  readonly target: RuntimeTarget | null
  readonly standing: Standing
  readonly since: Date
  readonly error: string | null
  readonly evidence: Sign | null
  readonly agents: number
  readonly judgedAt: Date
  /** What it follows from; absent where that is more than an event holds. */
  readonly judgedOn?: RuntimeSituation
}

/** The rules of `runtime-<boardId>`: a runtime is lost once and comes back once, for all agents of the board together. */
export const runtimeDecider: Decider<RuntimeState, JudgeRuntime, RuntimeEvent> = {
  foldVersion: 1,
  initial: { loss: null, movedAt: null },
  evolve(_, { type, data, receivedAt }) {
    switch (type) {
      case 'continuity.RuntimeLost':
        return { loss: data, movedAt: receivedAt }
      case 'continuity.RuntimeRestored':
        return { loss: null, movedAt: receivedAt }
      default:
        return type satisfies never
    }
  },
  decide(judged, { loss, movedAt }) {
    if (movedAt && judged.judgedAt <= movedAt) return []
    if (loss) return restore(judged, loss)
    return judged.target && judged.standing === 'down' ? lose(judged, judged.target) : []
  },
}

function lose(judged: JudgeRuntime, { kind, url }: RuntimeTarget): readonly RuntimeEvent[] {
  const { evidence, error } = judged
  if (!evidence) return []
  const { boardId, boardName, agents, since, judgedAt } = judged
  const data = {
    ...{ boardId, boardName, kind, url, agents },
    error: error ?? 'It does not answer.',
    becameTrueAt: since.toISOString(),
    detectedAt: judgedAt.toISOString(),
    evidence: { eventId: evidence.eventId, receivedAt: evidence.receivedAt },
    ...factsOf(judged),
  }
  return [{ type: 'continuity.RuntimeLost', data }]
}

function restore(
  judged: JudgeRuntime,
  loss: NonNullable<RuntimeState['loss']>,
): readonly RuntimeEvent[] {
  const { boardId, boardName, target, evidence, since, judgedAt } = judged
  const isSame = target && isOf(loss, target)
  if (isSame && judged.standing !== 'up') return []
  const becameTrueAt = isSame ? since : judgedAt
  const sign = isSame && evidence
  const data = {
    ...{ boardId, boardName, lostAt: loss.becameTrueAt },
    reason: !target ? 'removed' : isSame ? 'answers' : 'replaced',
    becameTrueAt: becameTrueAt.toISOString(),
    detectedAt: judgedAt.toISOString(),
    evidence: sign ? { eventId: sign.eventId, receivedAt: sign.receivedAt } : null,
    ...factsOf(judged),
  } as const
  return [{ type: 'continuity.RuntimeRestored', data }]
}

function factsOf({ judgedOn }: JudgeRuntime): Pick<JudgeRuntime, 'judgedOn'> {
  return judgedOn ? { judgedOn } : {}
}
