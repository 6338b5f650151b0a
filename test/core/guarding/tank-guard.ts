import { defineGuard, type GuardPlugin } from '../../../core/guarding/define-guard.ts'
import type { GuardSpec } from '../../../core/guarding/guard.ts'
import type { Reading } from '../../../core/guarding/reading.ts'
import { followingGuards } from '../../../core/projecting/widen.ts'
import type { Projection } from '../../../core/projection.ts'
import type { ReceivingRow } from '../../../core/receiving/gaps.ts'
import levels from '../../../projections/guard-levels/projection.ts'
import usage from '../../../projections/guard-usage/projection.ts'

/** What is read next: readings, or what is thrown. */
export interface Script {
  next: unknown
}

/** A guard of tanks that reads what its script says. */
export function createTankGuard(script: Script, more: Partial<GuardSpec> = {}): GuardPlugin {
  return defineGuard({
    name: 'tank',
    version: '1.0.0',
    summary: 'Watches how full the tanks are.',
    title: 'Tanks',
    every: 60,
    measures: {
      level: {
        ...{ title: 'Level', unit: 'percent', leaveMargin: 5, leaveAfter: 120, enterAfter: 60 },
        below: { warning: 20, critical: 10, emergency: 5 },
      },
      flow: { title: 'Flow', unit: 'per_second' },
    },
    async read() {
      if (script.next instanceof Error) throw script.next
      return script.next as readonly Reading[]
    },
    ...more,
  })
}

/** The read models of guards, as they follow this one. */
export const tankModels: readonly Projection[] = [levels, usage].map(one =>
  followingGuards(one as Projection, ['tank']),
)

/** `receiving` as a test says it, whatever is recorded. */
export function receivingOf(gaps: ReceivingRow['gaps'] = []): Projection {
  const row = { process: 'api', confirmed_at: null, gaps }
  return {
    ...{ name: 'receiving', version: 1 },
    columns: { process: 'text', confirmed_at: 'timestamptz', gaps: 'jsonb' },
    keys: () => ['api'],
    on: { 'tank.Sampled': () => row },
  }
}
