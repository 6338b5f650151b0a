import type { NotifyConfig } from '../config.ts'
import { createRouting, type Routing } from '../routing/routing.ts'
import type { AlarmCommand } from './alarm-state.ts'

/** The rules by which it is decided who is told of an alarm, and when it is repeated. */
export type TellingRules = Omit<Extract<AlarmCommand, { type: 'remind' }>, 'type' | 'now'>

/** The rules that settings give: the same while it is decided, and when that is judged again. */
export function rulesOf(config: NotifyConfig): TellingRules & Routing {
  const { dedupeWithin, remindAfter } = config
  return {
    ...createRouting(config),
    ...{ dedupeMs: dedupeWithin * 1_000, remindMs: remindAfter * 1_000 },
  }
}
