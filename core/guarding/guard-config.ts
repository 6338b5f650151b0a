import Joi, { type ObjectSchema } from 'joi'
import { DecklogError } from '../errors.ts'
import { duration } from '../timing/duration.ts'
import type { GuardSettings, GuardSpec } from './guard.ts'
import type { Measure, MeasureRule, Measures } from './measure.ts'
import { pressures } from './levels.ts'
import { measureProblems } from './measures.ts'

const DAY = 86_400

/** Most subjects of a guard whose readings others bring, where nothing else is said. */
export const usuallyMost = 1_000

const byLevel = (of: Joi.Schema): Joi.ObjectSchema =>
  Joi.object(Object.fromEntries(pressures.map(level => [level, of])))

const patience = (): Joi.NumberSchema => duration().min(0).meta({ weaker: 'higher' })

const rule = Joi.object({
  below: byLevel(Joi.number().meta({ weaker: 'lower' })).description(
    'A level begins when the value is less, by level.',
  ),
  above: byLevel(Joi.number().meta({ weaker: 'higher' })).description(
    'A level begins when the value is more, by level.',
  ),
  leaveMargin: Joi.number()
    .min(0)
    .meta({ weaker: 'lower' })
    .description('How far a value must come back beyond a limit before its level is left.'),
  enterAfter: Joi.alternatives(patience(), byLevel(patience())).description(
    'How long a limit must be passed, for all levels or by level.',
  ),
  leaveAfter: duration()
    .min(0)
    .meta({ weaker: 'lower' })
    .description('How long it must be won back.'),
})

/** Schema of the section `plugins.<name>` of a guard: what every guard may be set to, and its own keys. */
export function guardConfig<Config extends object>({
  every,
  config,
  read,
  watch,
  measures,
  mostSubjects = usuallyMost,
}: Pick<
  GuardSpec<Config>,
  'every' | 'config' | 'read' | 'watch' | 'measures' | 'mostSubjects'
>): ObjectSchema<Config & GuardSettings> {
  const common = Joi.object({
    interval: duration()
      .min(0.1)
      .default(every)
      .description(read ? 'Time between two readings.' : 'Time in which a reading is due.'),
    readTimeout: duration()
      .min(0.1)
      .default(Math.min(Math.max(every, 1), 30))
      .meta({ judges: false })
      .description('Deadline of one reading.'),
    retention: duration()
      .min(2 * DAY)
      .default(90 * DAY)
      .meta({ judges: false })
      .description(
        'How long readings are kept, at least two days; summaries of days stay for ever.',
      ),
    limits: Joi.object()
      .pattern(Joi.string(), rule)
      .default({})
      .meta({ over: typeof measures === 'object' ? declaredRules(measures) : {} })
      .description('By measure: limits in place of those that the guard declares.'),
  })
  const all = (read ?? watch) ? common : common.append({ mostSubjects: most(mostSubjects) })
  return config ? all.concat(config) : all
}

function most(usually: number): Joi.NumberSchema {
  return Joi.number()
    .integer()
    .min(1)
    .max(100_000)
    .default(usually)
    .meta({ judges: false })
    .description('Most subjects that are known at once; a new one beyond them is refused.')
}

function declaredRules(measures: Measures): Readonly<Record<string, MeasureRule>> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, { below = {}, above = {}, ...rule }]) => {
      const { leaveMargin = 0, enterAfter = 0, leaveAfter = 0 } = rule
      return [name, { below, above, leaveMargin, enterAfter, leaveAfter }]
    }),
  )
}

/** The measures of a guard as it is configured; DECKLOG_CONFIG_INVALID names a limit that contradicts another. */
export function configuredMeasures<Config extends object>(
  { name, measures = {} }: Pick<GuardSpec<Config>, 'name' | 'measures'>,
  config: Config & GuardSettings,
): Measures {
  const declared = typeof measures === 'function' ? measures(config) : measures
  const unknown = Object.keys(config.limits).find(one => !Object.hasOwn(declared, one))
  const known = Object.keys(declared).join(', ')
  if (unknown !== undefined)
    throw invalid(name, unknown, `is no measure of it; there are: ${known || 'none'}`)
  const configured = Object.entries(declared).map(
    ([key, measure]) => [key, overlay(measure, config.limits[key])] as const,
  )
  for (const [key, measure] of configured)
    for (const problem of measureProblems(measure)) throw invalid(name, key, problem)
  return Object.fromEntries(configured)
}

function overlay(measure: Measure, own: MeasureRule | undefined): Measure {
  if (!own) return measure
  const { below, above } = own
  // Who names the other side means that one.
  const { below: less, above: more, ...rest } = measure
  return {
    ...rest,
    ...own,
    ...(below || (less && !above) ? { below: { ...less, ...below } } : {}),
    ...(above || (more && !below) ? { above: { ...more, ...above } } : {}),
  }
}

function invalid(guard: string, measure: string, problem: string): DecklogError {
  const field = `plugins.${guard}.limits.${measure}`
  const fields = [{ field, message: problem }]
  return new DecklogError('DECKLOG_CONFIG_INVALID', `${field} ${problem}`, { fields })
}
