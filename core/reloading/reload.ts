import type { ObjectSchema } from 'joi'
import { checkPluginConfig, checkPluginNames } from '../config/check-plugin-config.ts'
import { configInvalid } from '../config/check-values.ts'
import type { LoadedSettings } from '../config/config.ts'
import { metaOf, partsAt } from '../config/schema-parts.ts'
import { isSameJson } from '../digest.ts'
import { DecklogError } from '../errors.ts'
import type { Actor } from '../event.ts'
import { describeInstallation } from '../loading/describe-installation.ts'
import type { Installation } from '../loading/installation.ts'
import { configurePlugins } from '../loading/load-installation.ts'
import type { ConfiguredPlugin } from '../loading/loaded-plugin.ts'
import { rehearse } from '../loading/rehearse.ts'
import { verifyPlugins } from '../loading/verify-plugins.ts'
import type { RulesInForce } from '../rules/rules-in-force.ts'
import type { RulesRecord } from '../rules/rules-record.ts'

/** What took effect without a restart. */
export interface Reloaded {
  /** The settings, as the configuration calls them: `plugins.gsd.gates`. */
  readonly changed: readonly string[]
  /** The plugins whose rules are others now, and what is cited of them. */
  readonly rules: readonly { readonly plugin: string; readonly digest: string }[]
}

interface ReloadParts {
  /** Reads the settings anew. */
  readonly load: () => Promise<LoadedSettings>
  readonly loaded: LoadedSettings
  readonly installation: Installation
  readonly rules: RulesInForce
  readonly record: Pick<RulesRecord, 'tell'>
}

/** Reads the configuration anew and puts it in force, all of it or nothing. */
export type Reload = (actor: Actor) => Promise<Reloaded>

/**
 * Creates what reloads the configuration of a process. A setting takes effect where its plugin reads it at each use, and says so by
 * `meta({ live: true })`; when any other has changed, nothing does, and DECKLOG_CONFIG_INVALID names those that need a restart, as it names
 * all else that is wrong. The rules are recorded before anything is judged by them.
 */
export function createReload(parts: ReloadParts): Reload {
  let { loaded } = parts
  let running: Promise<unknown> = Promise.resolve()

  const reload = async (actor: Actor): Promise<Reloaded> => {
    const next = await parts.load()
    const { plugins } = parts.installation
    checkPluginNames(
      next,
      plugins.map(({ plugin }) => plugin.name),
    )
    const configured = configurePlugins(
      plugins.map(({ plugin }) => plugin),
      ({ name, config }) => checkPluginConfig(next, name, config),
    )
    const changes = changesOf(plugins, configured)
    refuseRestarts([...coreChanges(loaded, next), ...changes.filter(one => !one.isLive)], next)
    const rehearsed = rehearse({ ...parts.installation, plugins: configured }, next)
    await verifyPlugins(rehearsed, next.settings.roles)
    const before = parts.rules.all()
    const described = await describeInstallation(rehearsed, next)
    await parts.record.tell(described, actor)
    for (const { config, key, value } of changes) Reflect.set(config, key, value)
    parts.rules.replace(described)
    loaded = next
    const known = new Set(before.map(({ digest }) => digest))
    return {
      changed: changes.map(({ path }) => path),
      rules: described
        .filter(({ digest }) => !known.has(digest))
        .map(({ rules, digest }) => ({ plugin: rules.plugin, digest })),
    }
  }

  // One after the other: what two read at once could be put in force in the wrong order.
  return actor => {
    const mine = running.then(() => reload(actor))
    running = mine.catch(() => undefined)
    return mine
  }
}

interface Changed {
  readonly path: string
  readonly isLive: boolean
}

interface PluginChange extends Changed {
  /** What the plugin reads its settings from. */
  readonly config: object
  readonly key: string
  readonly value: unknown
}

function changesOf(
  current: readonly ConfiguredPlugin[],
  next: readonly ConfiguredPlugin[],
): readonly PluginChange[] {
  return current.flatMap(({ plugin: { name, config: schema }, config }, index) => {
    const values = next[index]?.config ?? {}
    const keys = [...new Set([...Object.keys(config), ...Object.keys(values)])].sort()
    return keys
      .filter(key => !isSameJson(Reflect.get(config, key), Reflect.get(values, key)))
      .map(key => ({
        ...{ path: `plugins.${name}.${key}`, isLive: isLive(schema, key), config, key },
        value: Reflect.get(values, key),
      }))
  })
}

function isLive(schema: ObjectSchema, key: string): boolean {
  return metaOf(partsAt([schema.describe()], key), 'live') === true
}

function coreChanges({ settings }: LoadedSettings, next: LoadedSettings): readonly Changed[] {
  return Object.keys({ ...settings, ...next.settings })
    .filter(key => key !== 'plugins')
    .filter(key => !isSameJson(Reflect.get(settings, key), Reflect.get(next.settings, key)))
    .map(path => ({ path, isLive: false }))
}

function refuseRestarts(changes: readonly Changed[], { locate }: LoadedSettings): void {
  if (changes.length === 0) return
  throw configInvalid(
    changes.map(({ path }) => ({
      field: path,
      message: `${locate(path.split('.'))}: ${path} takes effect at a restart alone`,
    })),
  )
}

/** Reading anew, of a process that was not told how. */
export function cannotReload(): Promise<never> {
  const message = 'This process cannot read its configuration anew: restart it.'
  return Promise.reject(new DecklogError('DECKLOG_REFUSED', message))
}
