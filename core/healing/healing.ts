import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { GuardView } from '../guarding/guard-view.ts'
import type { Host } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Contribution } from '../plugin.ts'
import { pulseStream } from '../presence/presence.ts'
import type { Healable } from './healable.ts'
import { healableOfGuard } from './guard-healable.ts'
import { machineHealable } from './machine-healable.ts'

/** Knows all that may be healed. */
export interface Healing {
  /** Adds what a plugin contributes, and its guard; DECKLOG_PLUGIN_INVALID when a kind is not well formed or taken. */
  offer(plugin: string, contribution: Pick<Contribution, 'heals' | 'guard'>): void
  /** All of it, by kind. */
  list(): readonly Healable[]
}

interface HealingParts {
  readonly rows: Host['rows']
  readonly ledger: Pick<Ledger, 'read'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly clock: Pick<Clock, 'now'>
}

/** Creates what knows all that may be healed of a process: the machines, and what plugins offer as they are created. */
export function openHealing({ rows, ledger, catalog, clock }: HealingParts): Healing {
  async function lastPulse(machine: string) {
    const last = { direction: 'backwards', limit: 1 } as const
    for await (const stored of ledger.read(pulseStream(machine), last)) {
      const { id: eventId, receivedAt: at } = catalog.decode(stored)
      return { eventId, at }
    }
    return undefined
  }
  return createHealing([machineHealable({ rows, lastPulse, clock })])
}

/** Creates what knows them: those of core first, and those of plugins as they are created. */
function createHealing(ofCore: readonly Healable[]): Healing {
  const known = new Map(ofCore.map(one => [one.kind, one]))
  return {
    offer(plugin, { heals = [], guard }) {
      for (const one of [...heals, ...ofGuard(plugin, guard)]) {
        if (!/^[a-z][a-z0-9]*$/.test(one.kind)) throw bad(plugin, one.kind, 'is not one word')
        if (known.has(one.kind)) throw bad(plugin, one.kind, 'is offered twice')
        known.set(one.kind, one)
      }
    },
    list: () => [...known.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
  }
}

function ofGuard(plugin: string, guard: GuardView | undefined): readonly Healable[] {
  return guard ? [healableOfGuard(plugin, guard)] : []
}

function bad(plugin: string, kind: string, what: string): DecklogError {
  const message = `plugin ${plugin}: what it heals, ${kind}, ${what}`
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
