import { defineEvent, eventSpecs, type EventOf } from '../events/define-event.ts'
import { gateModes } from '../gate.ts'
import { list, oneOf, record, text } from '../shape.ts'

const name = text('Name of the gate.', 'memory', schema => schema.max(100))

const modeSet = defineEvent({
  type: 'core.GateModeSet',
  summary: 'What follows from the answers of a gate was set: nothing, a warning, or what they say.',
  data: record({
    gate: name,
    from: oneOf(gateModes, 'Mode before.', 'watch'),
    to: oneOf(gateModes, 'Mode from now on.', 'deny'),
    reason: text('Why.', 'It denied twice in a month, rightly.', schema => schema.max(1_000)),
  }),
})

const withheld = defineEvent({
  type: 'core.GateAnswerWithheld',
  summary:
    'A gate that is watched found something else than before: what it would have answered was not enforced.',
  data: record({
    gate: name,
    mode: oneOf(gateModes, 'The mode it was in.', 'watch'),
    found: oneOf(['allow', 'warn', 'deny'], 'What it found.', 'deny'),
    given: oneOf(['allow', 'warn', 'deny'], 'What was answered.', 'allow'),
    question: text('What was asked, as JSON, cut where it is long.', '{}', s => s.max(1_000)),
    codes: list(text('A code.', 'memory_critical'), 'Codes of its reasons, at most 50.'),
    text: text('Its first reason.', 'memory of web-1 is at critical.', schema =>
      schema.max(2_000).allow(''),
    ),
  }),
})

/** The events of the modes of gates. */
export const gateModeSpecs = eventSpecs(modeSet, withheld)

export type GateModeSet = EventOf<typeof modeSet>
export type GateAnswerWithheld = EventOf<typeof withheld>

/** The stream of the modes of all gates: there are few, and they change seldom. */
export const modesStream = 'gateMode-all'

/** The stream of what a gate found and was not enforced. */
export const withheldStream = (gate: string): string => `gateWithheld-${gate}`
