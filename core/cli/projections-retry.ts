import Joi from 'joi'
import type { CoreCommand } from './core-command.ts'
import { createProgress } from './progress.ts'
import { projectionPath } from './projection-path.ts'
import { readAnswer } from './read-answer.ts'

interface Retried {
  readonly applied: number
  readonly parked: number
  readonly next: string | null
}

/** `decklog projections retry` */
export const projectionsRetry: CoreCommand = {
  name: 'projections retry',
  summary: 'apply the events set aside, in order; exit code 1 when some are left',
  calls: 'api',
  arguments: [{ syntax: '<name>', summary: 'name of the projection' }],
  examples: ['decklog projections retry disk-status'],
  async run({ api, options, print }) {
    const name = String(options['name'])
    const progress = createProgress(name)
    let applied = 0
    for (let body: object = {}; ;) {
      const answer = readAnswer<Retried>(await api.post(projectionPath(name, 'retry'), body), {
        applied: Joi.number(),
        parked: Joi.number(),
        next: Joi.string().allow('', null),
      })
      const { parked, next } = answer
      applied += answer.applied
      progress.update(applied, applied + parked, `${applied} applied`)
      if (next !== null) body = { after: next }
      else {
        progress.end()
        if (options['json']) print(JSON.stringify({ applied, parked }))
        else print(`${applied} applied, ${parked} still set aside`)
        return parked > 0 ? 1 : 0
      }
    }
  },
}
