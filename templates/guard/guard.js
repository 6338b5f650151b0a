import { readdir } from 'node:fs/promises'
import { defineGuard, Joi } from 'decklog'

/** Watches the files that wait in a folder; put what you watch in its place. */
export default defineGuard({
  name: 'NAME',
  version: '1.0.0',
  summary: 'Watches how many files wait in a folder.',
  every: 30,
  config: Joi.object({
    folder: Joi.string().default('/var/spool/NAME').description('The folder that they wait in.'),
  }),
  measures: {
    waiting: {
      title: 'Waiting files',
      unit: 'count',
      above: { warning: 100, critical: 1000 },
      leaveMargin: 10,
    },
  },
  async read(_signal, { config }) {
    const files = await readdir(config.folder)
    return [{ subject: config.folder, values: { waiting: files.length } }]
  },
})
