import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import type { Actor } from '../event.ts'
import type { Host } from '../host.ts'
import { loopUntil } from '../timing/loop-until.ts'
import type { DescribedRules } from './describe-rules.ts'
import { rulesDecider } from './rules-decider.ts'
import { rulesStream } from './rules-events.ts'
import type { RulesInForce } from './rules-in-force.ts'

const everyMs = 60_000

/** Keeps record, in the ledger, of the rules that this process judges by. */
export interface RulesRecord {
  /** Resolves once they are recorded: what is judged by them cites what can be read. */
  start(): Promise<void>
  /** Records them anew, after they were changed. */
  tell(described?: readonly DescribedRules[], actor?: Actor): Promise<void>
  stop(): Promise<void>
}

interface RecordParts {
  readonly host: Pick<Host, 'execute'>
  readonly rules: RulesInForce
  readonly clock: Clock
  readonly log: Logger
  /** Who judges, as `judgeName` calls it. */
  readonly machine: string
}

/**
 * Creates the record of a process. Beside telling its rules at the start it looks once a minute whether the ledger has them so: another
 * machine may have started with others since, and that these two differ must be seen.
 */
export function createRulesRecord({ host, rules, clock, log, machine }: RecordParts): RulesRecord {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function tell(
    described: readonly DescribedRules[] = rules.all(),
    actor?: Actor,
    again?: 'again',
  ): Promise<void> {
    const command = { machine, described, ...(again ? { again } : {}) }
    const { events } = await host.execute(rulesDecider, {
      ...{ stream: rulesStream, command },
      ...(actor === undefined ? {} : { actor }),
    })
    for (const { data } of events) {
      const { plugin, digest, changes, others, codeChanged } = data
      // The first ones change nothing; they are what one starts with.
      const level = changes.length > 0 || codeChanged !== 'no' ? 'info' : 'debug'
      log[level](
        { plugin, digest, changes: changes.length, codeChanged },
        'these rules are in force',
      )
      const weakened = changes.filter(({ effect }) => effect === 'weakened').map(one => one.path)
      if (weakened.length > 0) log.warn({ plugin, weakened }, 'rules were weakened')
      if (others.length > 0) log.warn({ plugin, others }, 'other machines judge by other rules')
    }
  }

  const compare = (): Promise<void> =>
    tell(rules.all(), undefined, 'again').catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'the rules cannot be compared with the ledger')
    })

  async function compareEvery(): Promise<void> {
    await clock.delay(everyMs, stopping.signal).catch(() => undefined)
    await loopUntil(stopping.signal, clock, everyMs, compare)
  }

  return {
    async start() {
      await tell().catch((error: unknown) => {
        if (!isDecklogError(error, 'DECKLOG_EVENT_INVALID')) throw error
        throw tooLarge(error)
      })
      running = compareEvery()
    },
    tell,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

function tooLarge(cause: Error): DecklogError {
  const message = `The rules cannot be recorded, so nothing can be judged by them: ${cause.message}`
  return new DecklogError('DECKLOG_CONFIG_INVALID', message, { cause })
}
