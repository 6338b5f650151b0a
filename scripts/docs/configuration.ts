import { secretKeys, settingsSchema } from '../../core/config/settings-schema.ts'
import type { Plugin } from '../../core/plugin.ts'
import { describeKeys } from '../../core/config/describe-keys.ts'
import { table } from './table.ts'

const screaming = (key: string): string =>
  key.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()

/** The reference of every setting. */
export function configurationPage(plugins: readonly Plugin[]): string {
  const core = describeKeys(settingsSchema).map(({ path, type, fallback, description }) => [
    `\`${path}\``,
    environmentOf(path),
    type,
    fallback,
    description,
  ])
  const sections = plugins.map(plugin => {
    const rows = describeKeys(plugin.config).map(({ path, type, fallback, description }) => [
      `\`${path}\``,
      type,
      fallback,
      description,
    ])
    const heading = `## \`plugins.${plugin.name}\``
    return `${heading}\n\n${table(['key', 'type', 'default', 'meaning'], rows)}\n`
  })
  return [
    `# Configuration

Settings come from \`decklog.yml\` in the working directory, or the file that \`--config\` or \`DECKLOG_CONFIG\` names, and
from the environment, which wins. Unknown keys are refused. \`decklog config check\` says whether a configuration can be used,
\`decklog config show\` what it comes to, with secrets hidden. Durations are seconds or \`30s\`, \`5m\`, \`2h\`, \`7d\`, \`1w\`; sizes
are bytes or \`200GB\`, \`512MiB\`. In the environment lists are separated by commas, and \`DECKLOG_PLUGINS\` is YAML.
`,
    '## Core\n',
    `${table(['key', 'environment', 'type', 'default', 'meaning'], core)}\n`,
    ...sections,
  ].join('\n')
}

function environmentOf(key: string): string {
  const name = `DECKLOG_${screaming(key)}`
  return secretKeys.includes(key) ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``
}
