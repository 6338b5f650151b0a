import { readdir } from 'node:fs/promises'
import {
  defineEvent,
  definePlugin,
  eventSpecs,
  type EventOf,
  type GateReason,
  Joi,
  type Observation,
  shapes,
} from 'decklog'
import type { LevelRow } from './projections/NAME-levels/projection.ts'
import { from, map, switchMap } from 'rxjs'

/** The files that wait were counted. */
const counted = defineEvent({
  type: 'NAME.Counted',
  summary: 'The files that wait in a folder were counted.',
  data: shapes.record({
    host: shapes.text('Node name of the machine.', 'web01'),
    files: shapes.count('How many files wait.', 3),
  }),
})

/** What it can record. */
export type NAMEEvent = EventOf<typeof counted>

interface Config {
  readonly folder: string
  readonly everySeconds: number
  readonly most: number
}

/** Watches the files that wait in a folder; put what you watch in its place. */
export default definePlugin<Config, NAMEEvent>({
  name: 'NAME',
  version: '1.0.0',
  config: Joi.object<Config>({
    folder: Joi.string().default('/var/spool/NAME').description('The folder that they wait in.'),
    everySeconds: Joi.number().min(1).default(30).description('Time between two counts.'),
    most: Joi.number().min(0).default(100).description('The gate denies above so many files.'),
  }),
  events: eventSpecs(counted),
  streams: { NAME: { maxAgeDays: 7 } },
  needs: ['NAME-levels'],

  create: ({ config, clock, machine, rows }) => ({
    observes: clock.ticks(config.everySeconds * 1000).pipe(
      switchMap(() => from(readdir(config.folder))),
      map((files): Observation<NAMEEvent> => ({
        stream: `NAME-${machine.name}`,
        event: { type: 'NAME.Counted', data: { host: machine.name, files: files.length } },
      })),
    ),
    gates: [
      {
        name: 'NAME',
        summary: 'Do few enough files wait here? Denies above the limit, or when it is not known.',
        question: Joi.object({}),
        async answer() {
          const { rows: found, position } = await rows<LevelRow>('NAME-levels', {
            keys: [machine.name],
          })
          return { reasons: reasonsOf(found[0], config.most), position }
        },
      },
    ],
  }),
})

function reasonsOf(row: LevelRow | undefined, most: number): readonly GateReason[] {
  if (row && row.files <= most) return []
  const text = row ? `${row.files} files wait, over ${most}.` : 'How many wait is not known yet.'
  const code = row ? 'NAME_many' : 'NAME_unknown'
  return [{ decision: 'deny', code, text, eventIds: row ? [row.event_id] : [] }]
}
