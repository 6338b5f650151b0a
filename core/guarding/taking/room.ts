import { DecklogError, messageOf } from '../../errors.ts'
import type { Host } from '../../host.ts'

/** So long what was looked up is good enough to let in by, in milliseconds. */
const lookEveryMs = 1_000
/** So long a subject that was let in may be on its way to its row. */
const underWayMs = 10_000

/** Whose subjects there is room for. */
export interface RoomyGuard {
  readonly guard: string
  /** Most subjects that are known at once. */
  readonly mostSubjects: number
}

/** Keeps the subjects of a guard within its bound: those that are known come in, a new one where there is room. */
export interface Room {
  /** Throws DECKLOG_REFUSED where a subject is new and there is no room; one that is forgotten makes some. */
  letIn(subjectId: string): Promise<void>
}

/**
 * Creates it. What is known is told by the read model, so that a restart changes nothing; while that cannot be read, what is new comes
 * in as far as this process has seen fewer than the bound.
 */
export function createRoom(
  host: Pick<Host, 'rows' | 'clock' | 'log'>,
  { guard, mostSubjects }: RoomyGuard,
): Room {
  const underWay = new Map<string, number>()
  let known = new Set<string>()
  let nextLookMs = -Infinity
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    try {
      const query = { equals: { guard, known: true }, columns: [], limit: mostSubjects }
      const { rows } = await host.rows('guard-levels', query)
      const nowMs = host.clock.monotonicMs()
      for (const [id, sinceMs] of underWay) if (nowMs - sinceMs > underWayMs) underWay.delete(id)
      known = new Set([...rows.map(({ _key }) => _key), ...underWay.keys()])
    } catch (error) {
      // Readings go to the ledger; what only rows can tell does not keep them out.
      host.log.debug({ reason: messageOf(error) }, 'subjects are let in by what was known last')
    }
    nextLookMs = host.clock.monotonicMs() + lookEveryMs
  }

  return {
    async letIn(subjectId) {
      if (known.has(subjectId)) return
      if (looking || host.clock.monotonicMs() >= nextLookMs)
        await (looking ??= look().finally(() => (looking = undefined)))
      if (known.has(subjectId)) return
      if (known.size >= mostSubjects) throw full(guard, mostSubjects)
      known.add(subjectId)
      underWay.set(subjectId, host.clock.monotonicMs())
    },
  }
}

function full(guard: string, most: number): DecklogError {
  const message = `is new, and ${guard} knows ${most} subjects, the most it may: forget some (decklog guards forget ${guard}), or raise plugins.${guard}.mostSubjects`
  const fields = [{ field: 'subject', message }]
  return new DecklogError('DECKLOG_REFUSED', `subject ${message}`, { fields })
}
