import type { ObjectSchema } from 'joi'
import { stringify } from 'yaml'
import { type LoadedSettings, requireTokenKeys } from '../config/config.ts'
import { hideSecrets } from '../config/hide-secrets.ts'
import { settingsSchema } from '../config/settings-schema.ts'
import { type CodedError, isDecklogError } from '../errors.ts'
import { loadInstallation } from '../loading/load-installation.ts'
import { rehearse } from '../loading/rehearse.ts'
import { verifyPlugins } from '../loading/verify-plugins.ts'
import type { CoreCommand } from './command.ts'

/** `decklog config check` */
const configCheck: CoreCommand = {
  name: 'config check',
  summary:
    'check file and environment, plugin sections included, as a start does; exit code 1 when something is wrong',
  calls: 'nothing',
  options: [
    {
      syntax: '--elsewhere',
      summary:
        'it is for another machine: leave out what that one alone can tell, as files of secrets',
    },
  ],
  examples: ['decklog config check', 'decklog config check --config /etc/decklog.yml --json'],
  async run({ loadSettings, options, print, warn }) {
    const problems = await findProblems(async () => {
      const loaded = await loadSettings()
      requireTokenKeys(loaded)
      const fitting = options['elsewhere'] ? 'anywhere' : 'verified'
      const installation = await loadInstallation(loaded, fitting)
      const plugins = rehearse(installation, loaded)
      for (const { extension, reason } of installation.skipped)
        warn(`the optional extension ${extension.from} cannot be loaded: ${reason}`)
      if (fitting === 'verified') await verifyPlugins(plugins, loaded.settings.roles)
    })
    if (options['json']) print(JSON.stringify(toJson(problems)))
    else print(problems?.message ?? 'The configuration is valid.')
    return problems ? 1 : 0
  },
}

async function findProblems(check: () => Promise<unknown>): Promise<CodedError | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_CONFIG_INVALID', 'DECKLOG_PLUGIN_INVALID')) return error
    throw error
  }
}

function toJson(problems: CodedError | undefined): object {
  if (!problems) return { valid: true, problems: [] }
  const { fields = [], message } = problems
  return { valid: false, problems: fields.length > 0 ? fields : [{ field: '', message }] }
}

/** `decklog config show` */
const configShow: CoreCommand = {
  name: 'config show',
  summary: 'show every setting in effect and where it was set; secrets are hidden',
  calls: 'nothing',
  examples: ['decklog config show', 'decklog config show --json'],
  async run({ loadSettings, options, print }) {
    const loaded = await loadSettings()
    const sections = (await checkSections(loaded)).map(({ name, schema, config }) => [
      name,
      hideSecrets(schema, config),
    ])
    const plugins: unknown = Object.fromEntries(sections)
    const shown = hideSecrets(settingsSchema, { ...loaded.settings, plugins })
    if (options['json']) print(JSON.stringify(shown))
    else for (const [key, value] of Object.entries(shown)) print(lineOf(key, value, loaded.locate))
    return 0
  },
}

function lineOf(key: string, value: unknown, locate: (path: readonly string[]) => string): string {
  const text = stringify(
    { [key]: value },
    { collectionStyle: key === 'plugins' ? 'block' : 'flow' },
  )
  const bare = key === 'plugins' ? text.trimEnd() : text.trim().replace(/^\{ (.*) \}$/s, '$1')
  return key === 'plugins' ? bare : `${bare}  # ${locate([key])}`
}

/** A plugin's section of the configuration, checked, with its schema. */
interface CheckedSection {
  readonly name: string
  readonly schema: ObjectSchema
  readonly config: object
}

/** Checks the section of every plugin there is, and that there are no others. */
async function checkSections(loaded: LoadedSettings): Promise<readonly CheckedSection[]> {
  const { plugins } = await loadInstallation(loaded)
  return plugins.map(({ plugin: { name, config: schema }, config }) => ({ name, schema, config }))
}

/** Commands about the configuration. */
export const configCommands: readonly CoreCommand[] = [configCheck, configShow]
