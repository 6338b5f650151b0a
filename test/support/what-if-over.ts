import type { Recorded } from '../../core/event.ts'
import { runWhatIf, type WhatIfResult } from '../../core/whatif/run-what-if.ts'
import type { WhatIf } from '../../core/whatif/what-if.ts'
import { recordedLedger } from './recorded-ledger.ts'

/** Judges what was recorded once more, over a ledger that holds these events. */
export function whatIfOver(
  events: readonly Recorded[],
  whatIf: WhatIf,
  range: Parameters<typeof runWhatIf>[1]['range'],
): Promise<WhatIfResult> {
  const byId = new Map(events.map(event => [event.id, event]))
  return runWhatIf(
    {
      ledger: recordedLedger(events),
      catalog: { decode: stored => byId.get(stored.id)! },
      times: { before: async () => undefined, after: async () => undefined },
    },
    { whatIf, range, signal: new AbortController().signal, report: () => undefined },
  )
}
