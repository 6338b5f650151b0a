import Joi from 'joi'
import type { FieldError } from '../../errors.ts'
import { uuid } from '../../validation/fields.ts'
import { createValidator } from '../../validation/validator.ts'
import { units } from '../measure.ts'
import { most } from '../guard-data.ts'
import { levels, pressures } from '../levels.ts'
import type { Reading } from '../reading.ts'

const longestText = 65_536
const longestPause = 7 * 86_400

const printable = (length: number): Joi.StringSchema =>
  Joi.string()
    .min(1)
    .max(length)
    .pattern(/^[^\p{Cc}\p{Cs}]+$/u, 'characters that can be printed')

const seconds = (): Joi.NumberSchema => Joi.number().min(0).max(longestPause)
const byLevel = (of: Joi.Schema): Joi.ObjectSchema =>
  Joi.object(Object.fromEntries(pressures.map(level => [level, of])))
const byName = (of: Joi.Schema): Joi.ObjectSchema =>
  Joi.object().pattern(printable(most.name), of).max(most.values)

const measure = Joi.object({
  title: printable(most.name).required().description('What it is called.'),
  unit: Joi.valid(...units)
    .required()
    .description('What its values count.'),
  below: byLevel(Joi.number()).description('A level begins when the value is less, by level.'),
  above: byLevel(Joi.number()).description('A level begins when the value is more, by level.'),
  leaveMargin: Joi.number().min(0).description('How far it must come back beyond a limit.'),
  enterAfter: Joi.alternatives(seconds(), byLevel(seconds())).description(
    'How long a limit must be passed, in seconds.',
  ),
  leaveAfter: seconds().description('How long it must be won back, in seconds.'),
  optional: Joi.valid(true).description('A reading may leave it out.'),
})

// Who reads by itself may ask to look ahead; of what is sent nothing is kept to look back on.
const forecast = Joi.object({
  reaches: Joi.number().required().description('The value that it asks for.'),
  window: seconds().greater(0).description('How many seconds back it looks.'),
  within: Joi.object({ warning: seconds(), critical: seconds() }).description(
    'A level begins when it is foreseen within so many seconds.',
  ),
})

const readingOf = (of: Joi.ObjectSchema): Joi.ObjectSchema =>
  Joi.object({
    subject: printable(most.subject).required().description('What was read.'),
    host: printable(most.host).description('The machine it is of.'),
    board: uuid().description('The board it belongs to.'),
    every: Joi.number()
      .greater(0)
      .max(longestPause)
      .description("Seconds until its next reading is due; default: the guard's interval."),
    values: byName(Joi.number()).description('Finite numbers, by measure.'),
    level: Joi.valid(...levels).description('A level that was found; values are then not judged.'),
    text: Joi.string().max(longestText).description('A sentence; with a level, why it is that.'),
    enterAfter: seconds().description('How long the level must be found before it counts.'),
    leaveAfter: seconds().description('How long a better one must be found.'),
    measures: byName(of).description('Measures that the guard does not declare.'),
    failure: Joi.string()
      .min(1)
      .max(longestText)
      .description('Why it could not be read, in place of values and level.'),
  })
    .or('values', 'level', 'failure')
    .without('failure', ['values', 'level', 'measures', 'text'])
    .with('level', 'text')
    .with('enterAfter', 'level')
    .with('leaveAfter', 'level')

const checkOwn = createValidator<Reading>(readingOf(measure.keys({ forecast })).required())
const checkSent = createValidator<Reading>(readingOf(measure).required())

/** A reading as its contract has it, or what is wrong with it. */
export type CheckedReading =
  { readonly reading: Reading } | { readonly faults: readonly FieldError[] }

/** Checks a reading, whatever a guard gave of its own, or a stranger sent. */
export function checkReading(candidate: unknown, by: 'own' | 'sent'): CheckedReading {
  const check = by === 'own' ? checkOwn : checkSent
  try {
    const { value, errors } = check(candidate)
    return errors.length === 0 ? { reading: value } : { faults: errors }
  } catch {
    // What is no plain data may throw when it is looked at.
    return { faults: [{ field: '', message: 'is not a reading' }] }
  }
}
