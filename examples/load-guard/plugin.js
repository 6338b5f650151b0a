import { loadavg } from 'node:os'
import Joi from 'joi'
import { map } from 'rxjs'

/** Watches the load of this machine. */
export default {
  name: 'load',
  version: '1.0.0',
  config: Joi.object({
    intervalSeconds: Joi.number()
      .integer()
      .min(1)
      .default(15)
      .description('Time between two readings.'),
    denyAbove: Joi.number()
      .positive()
      .default(8)
      .description('The gate denies above this load over one minute.'),
  }),
  events: {
    'load.Sampled': {
      summary: 'The load of a machine was read.',
      schemaVersion: 1,
      data: Joi.object({
        host: Joi.string().required().description('Node name of the machine.'),
        oneMinute: Joi.number().required().description('Runnable processes, averaged over 1 min.'),
      }),
      example: { host: 'web01', oneMinute: 0.42 },
    },
  },
  streams: { loadSample: { maxAgeDays: 7 } },
  needs: ['load-status'],

  create: host => ({
    observes: host.clock.ticks(host.config.intervalSeconds * 1000).pipe(
      map(() => ({
        stream: `loadSample-${host.machine.name}`,
        event: { type: 'load.Sampled', data: { host: host.machine.name, oneMinute: loadavg()[0] } },
      })),
    ),
    gates: [
      {
        name: 'load',
        mode: 'deny',
        summary:
          'Is this machine calm enough? Denies when its load is above the limit, or not known.',
        question: Joi.object({}),
        async answer() {
          const { rows, position } = await host.rows('load-status', {
            equals: { host: host.machine.name },
          })
          return { reasons: reasonsOf(rows[0], host.config.denyAbove), position }
        },
      },
    ],
  }),
}

function reasonsOf(row, limit) {
  if (row && row.one_minute <= limit) return []
  const text = row ? `The load is ${row.one_minute}, above ${limit}.` : 'The load is not known yet.'
  const code = row ? 'load_high' : 'load_unknown'
  return [{ decision: 'deny', code, text, eventIds: row ? [row.event_id] : [] }]
}
