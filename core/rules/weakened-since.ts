import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { RuleChange } from './compare-rules.ts'
import { rulesStream, type RulesChanged } from './rules-events.ts'

const mostLookedAt = 500

/** Reads, the newest first, the changes of rules that Decklog received at a time or later and that weakened something. */
export async function weakenedSince(
  host: Pick<Host, 'read'>,
  since: Date,
): Promise<readonly Recorded<RulesChanged>[]> {
  const found: Recorded<RulesChanged>[] = []
  const newest = host.read(rulesStream, { direction: 'backwards', limit: mostLookedAt })
  for await (const event of newest) {
    if (event.receivedAt < since) break
    // Nothing else is recorded there; this says so to the compiler.
    const changed = event as Recorded<RulesChanged>
    if (weakenings(changed).length > 0) found.push(changed)
  }
  return found
}

/** What a change of rules weakened. */
export function weakenings({ data }: Pick<RulesChanged, 'data'>): readonly RuleChange[] {
  return data.changes.filter(({ effect }) => effect === 'weakened')
}
