import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { GateAnswer, GateAsker } from '../gate.ts'
import type { Host } from '../host.ts'
import { Allowance } from '../timing/allowance.ts'
import { within } from '../timing/within.ts'
import { keepable } from '../validation/text.ts'
import { type GateAnswerWithheld, withheldStream } from './gate-mode-events.ts'

const mostQuestions = 1_000
const mostCodes = 50
/** So long an answer waits for its record. */
const recordMs = 250
/** Asking takes no more than `read`: so many records of a gate in so long, whatever it is asked. */
const mostRecords = { most: 60, inMs: 60_000 } as const

/** What a gate was asked, and for whose eyes. */
export interface Asked {
  readonly gate: string
  readonly question: object
  readonly asker: GateAsker | undefined
}

interface WithheldParts {
  /** Lent when it is first needed: it asks gates itself. */
  readonly host: () => Pick<Host, 'observe'>
  readonly clock: Clock
  readonly log: Logger
}

/** Records what gates found that was not enforced. */
export interface WithheldAnswers {
  /** Records it when it is something else than was found last for the same question and asker. */
  note(asked: Asked, answer: GateAnswer): Promise<void>
}

/** Creates it; what is found again is not recorded again as long as this process remembers it. */
export function createWithheldAnswers({ host, clock, log }: WithheldParts): WithheldAnswers {
  const found = new Map<string, string>()
  const mayRecord = createLimit(clock)
  return {
    async note({ gate, question, asker }, { decision: given, reasons, withheld }) {
      if (!withheld) return
      const asked = keepable(JSON.stringify(question), 1_000)
      const key = JSON.stringify([gate, asked, asker?.boards ?? null])
      const codes = [...new Set(withheld.reasons.map(({ code }) => code))].slice(0, mostCodes)
      const says = JSON.stringify([withheld.decision, codes])
      if ((found.get(key) ?? quiet) === says || !mayRecord(gate)) return
      remember(found, key, says)
      const event: GateAnswerWithheld = {
        type: 'core.GateAnswerWithheld',
        data: {
          ...{ gate, mode: withheld.mode, found: withheld.decision, given, question: asked, codes },
          text: keepable(withheld.reasons[0]?.text ?? reasons[0]?.text ?? '', 2_000),
        },
      }
      const recording = host()
        .observe({ stream: withheldStream(gate), event })
        .then(tellNobody, (error: unknown) => {
          found.delete(key)
          log.warn({ gate, reason: messageOf(error) }, 'what a gate found was not recorded')
        })
      // Whoever asks is not to wait for a ledger that is away: past this the record goes on by itself, and is lost if the process ends first.
      await within({ ms: recordMs, time: clock }, () => recording).catch(tellNobody)
    },
  }
}

/** What is found first is not worth a record when it is nothing. */
const quiet = JSON.stringify(['allow', []])

/** Tells whether one more record of a gate is within bounds, and counts it. */
function createLimit(clock: Pick<Clock, 'monotonicMs'>): (gate: string) => boolean {
  const allowances = new Map<string, Allowance>()
  return gate => {
    const own = allowances.get(gate) ?? new Allowance(mostRecords, () => clock.monotonicMs())
    allowances.set(gate, own)
    return own.take()
  }
}

const tellNobody = (): void => undefined

function remember(found: Map<string, string>, key: string, says: string): void {
  found.delete(key)
  found.set(key, says)
  const [oldest] = found.keys()
  if (found.size > mostQuestions && oldest !== undefined) found.delete(oldest)
}
