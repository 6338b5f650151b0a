import Joi from 'joi'
import { alarmNatures, type RecordOf, shapes } from '../../core/plugin-api.ts'

/** So many people, labels and commands an alarm has at most, and so many characters a line and the value of a label. */
export const callingMost = { people: 20, labels: 10, commands: 2, line: 500, label: 200 } as const

/** What a label may be called. */
export const labelName = /^[a-z][a-z0-9_]{0,39}$/

const line = (description: string, example: string) =>
  shapes.text(description, example, schema => schema.max(callingMost.line))

/** What people are asked, who they are, and how they get there; absent where the owner of the alarm says nothing of it. */
export const calling = {
  nature: shapes.optional(
    shapes.oneOf(alarmNatures, '`waits`: nothing is wrong, but something waits for a person.'),
  ),
  people: shapes.optional(
    shapes.list(line('A person.', 'person:alice'), 'Who in particular is to act.', {
      most: callingMost.people,
    }),
  ),
  labels: shapes.optional(
    shapes.shape<Readonly<Record<string, string>>>(
      Joi.object()
        .pattern(labelName, Joi.string().max(callingMost.label))
        .max(callingMost.labels)
        .description('What is told to whom may be chosen by these.'),
      { step: 'rollout' },
    ),
  ),
  page: shapes.optional(line('Where the console shows it.', '/runs/1')),
  commands: shapes.optional(
    shapes.list(line('One line.', 'decklog runs show 1'), 'How a terminal looks at it, and acts.', {
      most: callingMost.commands,
    }),
  ),
}

/** So much of it as is said. */
export type Calling = RecordOf<typeof calling>
