import type { EventCatalog } from '../events/event-catalog.ts'
import type { Host } from '../host.ts'
import { createLogger } from '../telemetry/log.ts'
import { createFakeClock } from './fake-clock.ts'

/** A host that tells whether it was asked for anything. */
export interface UntouchedHost {
  readonly host: Host
  /** What was called on it. */
  readonly used: readonly string[]
}

/** Creates a host for seeing what a plugin contributes: whatever it is asked for is noted and refused. */
export function createUntouchedHost(
  plugin: string,
  config: object,
  { alarms }: Pick<EventCatalog, 'alarms'>,
): UntouchedHost {
  const used: string[] = []
  const refuse = (name: string) => (): never => {
    used.push(name)
    throw new Error(`the plugin ${plugin} called ${name} while it was created`)
  }
  const host: Host = {
    config,
    alarms,
    log: createLogger('silent'),
    clock: createFakeClock(),
    machine: { name: 'web01', root: '/' },
    outbound: {
      check: refuse('outbound.check'),
      request: refuse('outbound.request'),
      connect: refuse('outbound.connect'),
    },
    read: refuse('read'),
    gate: refuse('gate'),
    observe: refuse('observe'),
    execute: refuse('execute'),
    isHeld: () => false,
    silences: refuse('silences'),
    healables: () => [],
    forgetMachine: refuse('forgetMachine'),
    rows: refuse('rows'),
    all: refuse('all'),
  }
  return { host, used }
}
