import { dirname, join } from 'node:path'
import type { LoadedSettings } from '../config/config.ts'
import { packageRoot, version } from '../config/package-root.ts'
import { settingsSchema } from '../config/settings-schema.ts'
import { codeDigest } from '../rules/code-digest.ts'
import { describeRules, type DescribedRules } from '../rules/describe-rules.ts'
import { digestOf } from '../digest.ts'
import type { Rules } from '../rules/rules-events.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import { codeOfPlugin } from './plugin-code.ts'

/** Describes the rules that a process judges by: core's own, then those of each plugin. */
export async function describeInstallation(
  plugins: readonly LoadedPlugin[],
  loaded: LoadedSettings,
): Promise<readonly DescribedRules[]> {
  const decklog = { version, digest: await decklogDigest() }
  const codes = await Promise.all(
    plugins.map(async ({ plugin }): Promise<Rules['code']> => {
      const path = codeOfPlugin(plugin)
      const digest =
        path === undefined ? digestOf({ unknown: plugin.name }) : await codeDigest(path)
      return { version: plugin.version, digest }
    }),
  )
  const own = plugins.map(({ plugin, config, contribution }, index) =>
    describeRules({
      ...{ plugin: plugin.name, schema: plugin.config, config, decklog },
      given: loaded.settings.plugins[plugin.name] ?? {},
      locate: path => loaded.locate(['plugins', plugin.name, ...path]),
      code: codes[index] ?? decklog,
      gates: (contribution.gates ?? []).map(({ name }) => name).sort(),
    }),
  )
  return [describeCore(plugins, loaded, decklog), ...own]
}

// What is installed judges too: a gate that is no longer there denies nothing.
function describeCore(
  plugins: readonly LoadedPlugin[],
  { settings, locate }: LoadedSettings,
  decklog: Rules['decklog'],
): DescribedRules {
  const installed = plugins.map(({ plugin }) => plugin.name).sort()
  const given = Object.fromEntries(
    Object.entries(settings).filter(([key]) => locate([key]) !== 'default'),
  )
  return describeRules({
    ...{ plugin: 'core', schema: settingsSchema, config: { ...settings, installed }, given },
    ...{ locate, code: decklog, decklog, gates: [] },
  })
}

let digesting: Promise<string> | undefined

// Once a process: its code does not change while it runs.
function decklogDigest(): Promise<string> {
  digesting ??= codeDigest(coreFolder())
  return digesting
}

function coreFolder(): string {
  const folder = dirname(import.meta.dirname)
  return folder.startsWith(packageRoot) ? folder : join(packageRoot, 'core')
}
