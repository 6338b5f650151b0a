import { fields, list, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'

const reloaded = fields({
  changed: list(text),
  rules: list(fields({ plugin: text, digest: text })),
})

/** `decklog config reload` */
export const configReload: CoreCommand = {
  name: 'config reload',
  summary:
    'have the running Decklog read its configuration anew: all of it takes effect, or, with what is wrong or needs a restart, nothing',
  calls: 'api',
  examples: ['decklog config reload'],
  async run({ api, options, print }) {
    const answer = readAnswer(await api.post('/api/v1/config/reload', {}), reloaded)
    if (options['json']) print(JSON.stringify(answer))
    else if (answer.changed.length === 0) print('Nothing has changed.')
    else {
      for (const path of answer.changed) print(`in force  ${path}`)
      for (const { plugin, digest } of answer.rules) print(`rules     ${plugin} ${digest}`)
    }
    return 0
  },
}
