import Joi from 'joi'
import { defineEvent, type EventOf } from '../events/define-event.ts'
import * as shapes from '../shape.ts'
import { ruleEffects } from './compare-rules.ts'

const { list, nullable, oneOf, record, sha256, shape, text } = shapes

/** Most characters of a path, a place, a name. */
export const longestWord = 500

const exampleDigest = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'
const word = (description: string, example: string) =>
  text(description, example, schema => schema.max(longestWord))
const code = (of: string) =>
  record({
    version: word(`Version of ${of}.`, '1.0.0'),
    digest: sha256('SHA-256 of its code, as it runs.', exampleDigest),
  })
const anything = (description: string, example: unknown) =>
  shape<unknown>(Joi.any().required().description(description), example)

/** How many changes an event names; how many there were beyond is counted. */
export const mostChangesNamed = 200

const rules = record(
  {
    plugin: word('Whose rules; `core` has some of its own.', 'disk'),
    settings: shape<Readonly<Record<string, unknown>>>(
      Joi.object()
        .unknown()
        .description('Every setting that judges, defaults filled in; secrets are left out.'),
      { limits: { critical: { availablePercent: 10 } } },
    ),
    code: code('the plugin'),
    decklog: code('Decklog'),
  },
  'What is judged by.',
)

/** What a plugin judges by: its settings, and the code that reads them. */
export type Rules = shapes.Of<typeof rules>

/** The rules that a process judges by are not those that were recorded last. */
export const rulesChanged = defineEvent({
  type: 'core.RulesChanged',
  summary: 'The rules that something judges by took effect: its settings, and its code.',
  maxBytes: 256 * 1_024,
  maxDepth: 32,
  data: record({
    plugin: word('Whose rules.', 'disk'),
    machine: word(
      'The machine on which they took effect, and the roles of its process where that has not all.',
      'web-1',
    ),
    digest: sha256(
      'SHA-256 of the canonical JSON of `rules`: what is judged by them cites it as `rules` in its metadata.',
      exampleDigest,
    ),
    previousDigest: nullable(
      sha256('The same of those that were judged by there before; null when there were none.', ''),
      null,
    ),
    rules,
    settingsDigest: sha256('SHA-256 of the canonical JSON of the settings alone.', exampleDigest),
    gates: list(word('Name of a gate.', 'disk'), 'The gates that it answers.'),
    changes: list(
      record({
        path: word('The setting, its keys joined by dots.', 'limits.critical.availablePercent'),
        before: anything(
          'What it was; null when it was not there; its length when it is long.',
          15,
        ),
        after: anything(
          'What it is; null when it is no longer there; its length when it is long.',
          10,
        ),
        effect: oneOf(
          ruleEffects,
          '`weakened`: less is stopped or told by it. `changed`: nobody has said what it does.',
        ),
        from: word('Where it was set, or `default`.', 'decklog.yml:12'),
      }),
      'What is not as in those before.',
      { most: mostChangesNamed },
    ),
    moreChanges: shapes.count('How many changes are not named.', 0),
    codeChanged: oneOf(
      ['no', 'plugin', 'decklog', 'both'],
      'Whose code is not that of those before.',
    ),
    sources: list(
      record({
        path: word('A setting that was set.', 'limits.critical.availablePercent'),
        from: word('Where.', 'decklog.yml:12'),
      }),
      'Where the settings stand that are no defaults, as far as there is room.',
      { most: mostChangesNamed },
    ),
    others: list(
      record({
        machine: word('Another machine.', 'web-2'),
        digest: sha256('The rules that it judges by.', exampleDigest),
      }),
      'Machines that judge by other rules at this time.',
      { example: [], most: mostChangesNamed },
    ),
  }),
})

export type RulesChanged = EventOf<typeof rulesChanged>

/** Where all rules are recorded. */
export const rulesStream = 'rules-installation'
