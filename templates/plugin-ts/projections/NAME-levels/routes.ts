import { defineRoute, Joi, type ReadHost } from 'decklog'
import { type LevelRow, levels } from './projection.ts'

export default (host: ReadHost) => [
  defineRoute({
    method: 'GET',
    path: '/api/v1/NAME-levels',
    scope: 'read',
    summary: 'Lists how many files wait on each machine.',
    tags: ['NAME'],
    shows: ['NAME-levels'],
    response: Joi.object({ levels: Joi.array().items(levels.schema).required() }),
    async handle() {
      const rows = await host.query<LevelRow>(
        `select * from ${host.view('NAME-levels')} order by host`,
      )
      return { body: { levels: rows.map(levels.toBody) } }
    },
  }),
]
