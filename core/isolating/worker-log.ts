import type { GuardHost } from '../guarding/guard.ts'
import { keepable } from '../validation/text.ts'
import { Allowance } from '../timing/allowance.ts'
import { type FromReader, longestLine, mostLines } from './worker-messages.ts'

type Level = keyof GuardHost['log']

/** The log of a guard in its thread, and what it had to leave out. */
export interface WorkerLog {
  readonly log: GuardHost['log']
  /** Tells how many lines were left out since that was told last. */
  tellLeftOut(): void
}

/** Creates a log whose lines are written in the thread of all others: so many a second, each so long; the rest is counted. */
export function createWorkerLog(
  tell: (message: FromReader) => void,
  nowMs?: () => number,
): WorkerLog {
  const allowance = new Allowance(mostLines, nowMs)
  let leftOut = 0

  const tellLeftOut = (): void => {
    if (leftOut === 0) return
    const text = `${leftOut} lines were left out: more than ${mostLines.most} a second`
    leftOut = 0
    tell({ kind: 'log', level: 'warn', fields: {}, text })
  }

  const say =
    (level: Level) =>
    (first: unknown, text?: unknown): void => {
      if (!allowance.take()) {
        leftOut += 1
        return
      }
      tellLeftOut()
      const said = keepable(String(typeof first === 'string' ? first : text), longestLine)
      tell({ kind: 'log', level, fields: fieldsOf(first), text: said })
    }

  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  return { log, tellLeftOut }
}

// What a guard gives may be circular, or make something else of itself.
function fieldsOf(first: unknown): object {
  if (typeof first !== 'object' || first === null) return {}
  try {
    const json: unknown = JSON.stringify(first)
    if (typeof json !== 'string' || !json.startsWith('{')) return {}
    return json.length > longestLine ? { cut: keepable(json, longestLine) } : JSON.parse(json)
  } catch {
    return {}
  }
}
