import type { Host, Reaction, RulesChanged } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { openRuns } from '../requesting/read-run.ts'
import { rulesOf, runStream } from '../run.ts'
import { runDecider } from '../running/decider.ts'
import { weakenedBy } from './weakened-rules.ts'

/** Creates the reaction that tells every run under way of rules that were weakened, so that whoever looks at its approvals sees it. */
export function createRulesReaction(host: Host<GsdConfig, GsdEvent>): Reaction<RulesChanged> {
  return async event => {
    const weakened = weakenedBy(event)
    if (weakened === null) return
    const actor = { kind: 'system', id: 'gsd' } as const
    const by = { actor, authority: 'may_not_approve', at: host.clock.now().toISOString() } as const
    for (const runId of await affected(host, weakened.weakenedAt))
      await host.execute(runDecider, {
        stream: runStream(runId),
        command: {
          ...{ kind: 'note', weakened: [weakened], by, policy: host.config },
          ...{ judgements: [], seen: null },
        },
        causationId: event.id,
      })
  }
}

/** The runs under way that rules or approvals hold. */
async function affected(
  host: Host<GsdConfig, GsdEvent>,
  weakenedAt: string,
): Promise<readonly string[]> {
  return (await openRuns(host))
    .filter(({ run }) => run.createdAt <= weakenedAt)
    .filter(({ run }) => rulesOf(run) === 'release' || run.points.length > 0)
    .map(({ id }) => id)
}
