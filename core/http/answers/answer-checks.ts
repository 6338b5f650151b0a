import { Counter } from 'prom-client'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { messageOf } from '../../errors.ts'
import type { HealthSource } from '../../telemetry/health.ts'
import type { Metrics } from '../../telemetry/metrics.ts'

/** Which answers are checked against what their routes promise: all of them, or those that time can be spared for. */
export type CheckedAnswers = 'all' | 'sampled'

// Of the time that passes, and what may be saved up: nobody's answer is to wait long for a check.
const share = 0.01
const mostSavedMs = 50
/** So many answers of each route are checked whatever it costs: what is wrong is mostly wrong from the start. */
const firstOfRoute = 3

/** Checks answers. One that is wrong is our fault: where all are checked it is refused, and else it is sent and told of. */
export interface AnswerChecks extends HealthSource {
  /** Runs the check of an answer of a route if its turn has come; throws what it throws where all are checked. */
  look(route: string, check: () => void): void
}

interface AnswerChecksOptions {
  readonly answers: CheckedAnswers
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly log: Logger
  readonly metrics: Pick<Metrics, 'registry'>
}

/** Creates the checks of a process. */
export function createAnswerChecks({
  answers,
  clock,
  log,
  metrics,
}: AnswerChecksOptions): AnswerChecks {
  const looked = new Map<string, number>()
  const wrong = new Map<string, string>()
  let savedMs = mostSavedMs
  let countedMs = clock.monotonicMs()
  const wrongAnswers = new Counter({
    name: 'decklog_http_wrong_answers_total',
    help: 'Answers that were sent although they break the schema of their route, of those that were checked.',
    labelNames: ['route'],
    registers: [metrics.registry],
  })

  function isDue(route: string, nowMs: number): boolean {
    savedMs = Math.min(mostSavedMs, savedMs + (nowMs - countedMs) * share)
    countedMs = nowMs
    return savedMs > 0 || (looked.get(route) ?? 0) < firstOfRoute
  }

  function note(route: string, error: unknown): void {
    wrongAnswers.inc({ route })
    if (!wrong.has(route)) log.error({ route, err: error }, 'an answer breaks its schema')
    wrong.set(route, messageOf(error))
  }

  return {
    look(route, check) {
      if (answers === 'all') return check()
      const startMs = clock.monotonicMs()
      if (!isDue(route, startMs)) return
      looked.set(route, (looked.get(route) ?? 0) + 1)
      try {
        check()
        wrong.delete(route)
      } catch (error) {
        note(route, error)
      }
      savedMs -= clock.monotonicMs() - startMs
    },
    // Shown until the route answers as it promises again.
    health: () =>
      [...wrong].map(([route, reason]) => ({
        name: `answers:${route}`,
        state: 'degraded',
        reason,
      })),
  }
}
