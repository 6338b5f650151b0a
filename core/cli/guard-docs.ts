import { notFound } from '../errors.ts'
import { guardPage } from '../guarding/describing/guard-page.ts'
import { createIdle } from '../loading/idle-host.ts'
import { loadInstallation } from '../loading/load-installation.ts'
import type { CoreCommand } from './command.ts'

/** `decklog guards docs` */
export const guardDocs: CoreCommand = {
  name: 'guards docs',
  summary:
    'write the reference page of a guard that is configured here, in Markdown: measures, settings, events, gate, alarm, routes',
  calls: 'nothing',
  arguments: [{ syntax: '<name>', summary: 'name of the guard' }],
  examples: ['decklog guards docs disk > docs/disk.md'],
  async run({ loadSettings, options, print }) {
    const loaded = await loadSettings()
    const plugins = createIdle(await loadInstallation(loaded), loaded)
    const found = plugins.find(({ plugin }) => plugin.name === options['name'])
    const page = found && guardPage(found, { level: 1 })
    if (page === undefined) throw notFound('guard')
    print(options['json'] ? JSON.stringify({ page }) : page)
    return 0
  },
}
