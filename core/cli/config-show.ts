import { stringify } from 'yaml'
import { hideSecrets } from '../config/hide-secrets.ts'
import { settingsSchema } from '../config/settings-schema.ts'
import { checkSections } from './check-sections.ts'
import type { CoreCommand } from './core-command.ts'

/** `decklog config show` */
export const configShow: CoreCommand = {
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
