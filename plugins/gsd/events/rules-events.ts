import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'
import { runId, word } from './fields.ts'

const value = (description: string, example: string) =>
  shapes.text(description, example, schema => schema.max(500).allow(''))

/** Rules of a run that were weakened while it was under way. */
export const rulesEvents = [
  defineEvent({
    type: 'gsd.RulesWeakened',
    summary:
      'Rules that the steps of a run are judged by were weakened since it began; approvals given before no longer count.',
    maxBytes: 256 * 1_024,
    data: shapes.record({
      runId,
      rulesEventId: word(
        'The event that recorded the rules.',
        '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0003',
      ),
      plugin: word('Whose rules.', 'gsd'),
      rulesDigest: shapes.sha256(
        'The rules from then on.',
        '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      ),
      weakenedAt: shapes.time('When they took effect.', '2026-01-01T12:00:00.000Z'),
      changes: shapes.list(
        shapes.record({
          path: word('The setting.', 'gateModes.release'),
          before: value('What it was, as JSON; long ones are cut.', '"enforce"'),
          after: value('What it is.', '"warn"'),
        }),
        'What was weakened.',
      ),
    }),
  }),
] as const

export type RulesEvent = EventOf<(typeof rulesEvents)[number]>
