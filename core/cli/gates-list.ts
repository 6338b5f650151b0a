import Joi from 'joi'
import type { CoreCommand } from './core-command.ts'
import { formatTable } from './format-table.ts'
import { readAnswer } from './read-answer.ts'

interface Listed {
  readonly name: string
  readonly summary: string
  readonly question: { readonly properties?: object }
}

const gate = Joi.object({
  name: Joi.string(),
  summary: Joi.string(),
  question: Joi.object().unknown(),
})

/** `decklog gates list` */
export const gatesList: CoreCommand = {
  name: 'gates list',
  summary: 'list the gates with what they ask',
  calls: 'api',
  examples: ['decklog gates list'],
  async run({ api, options, print }) {
    const { gates } = readAnswer<{ gates: readonly Listed[] }>(await api.get('/api/v1/gates'), {
      gates: Joi.array().items(gate),
    })
    if (options['json']) print(JSON.stringify({ gates }))
    else
      formatTable(
        ['gate', 'asks', 'summary'],
        gates.map(({ name, summary, question }) => [
          name,
          Object.keys(question.properties ?? {}).join(', ') || 'nothing',
          summary,
        ]),
      ).forEach(print)
    return 0
  },
}
