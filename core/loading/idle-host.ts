import { systemClock } from '../clock.ts'
import type { LoadedSettings } from '../config/config.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import { createEventCatalog } from '../events/event-catalog.ts'
import type { Host } from '../host.ts'
import { createLogger } from '../telemetry/log.ts'
import type { Installation } from './installation.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'

/** Creates plugins, to see what they contribute, with a host that can reach nothing. None starts. */
export function createIdle(
  { plugins, sources }: Pick<Installation, 'plugins' | 'sources'>,
  loaded: LoadedSettings,
): readonly LoadedPlugin[] {
  const { alarms } = createEventCatalog(sources)
  return plugins.map(one => {
    try {
      const host = { ...createIdleHost(one.config, loaded), alarms }
      return { ...one, contribution: one.plugin.create(host) }
    } catch (error) {
      if (isDecklogError(error)) throw error
      const message = `plugin ${one.plugin.name} cannot be created: ${messageOf(error)}`
      throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause: error })
    }
  })
}

function createIdleHost<Config extends object>(
  config: Config,
  { settings }: LoadedSettings,
): Host<Config> {
  const refuse = (): never => {
    throw new Error(
      'Nothing runs here: a command of a plugin reaches Decklog through its API alone',
    )
  }
  return {
    config,
    log: createLogger('silent'),
    clock: systemClock,
    machine: { name: settings.nodeName, root: settings.hostRoot },
    outbound: { check: refuse, request: refuse, connect: refuse },
    alarms: [],
    read: refuse,
    gate: refuse,
    observe: refuse,
    execute: refuse,
    isHeld: () => false,
    silences: refuse,
    healables: () => [],
    forgetMachine: refuse,
    rows: refuse,
    all: refuse,
  }
}
