import Joi, { type ObjectSchema } from 'joi'
import { duration, type Pressure, pressures } from '../../core/plugin-api.ts'
import { bytes } from './bytes.ts'

/** When one severity begins. The smaller of the two sizes counts. */
export interface LimitRule {
  /** Of what users can fill: used + available. */
  readonly availablePercent: number
  readonly availableBytes: number
  readonly inodesUsedPercent: number
  readonly enterAfter: number
}

export type LimitRules = Readonly<Record<Pressure, LimitRule>> & {
  readonly leaveMarginPercent: number
  readonly leaveAfter: number
}

/** Limits of one mount, as far as they differ. */
export type LimitOverrides = Readonly<Partial<Record<Pressure, Partial<LimitRule>>>> &
  Partial<Pick<LimitRules, 'leaveMarginPercent' | 'leaveAfter'>>

interface ForecastRule {
  readonly fullWithin: number
  readonly availablePercent: number
}

export interface ForecastRules {
  readonly window: number
  readonly warning: ForecastRule
  readonly critical: ForecastRule
}

/** The section `plugins.disk` of the configuration; durations in seconds. */
export interface DiskConfig {
  readonly interval: number
  readonly readTimeout: number
  readonly sampleRetention: number
  readonly mounts: readonly string[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly limits: LimitRules
  readonly limitsOf: Readonly<Record<string, LimitOverrides>>
  readonly forecast: ForecastRules
}

const DAY = 86_400
const percent = (): Joi.NumberSchema => Joi.number().greater(0).less(100)
const mountPath = (): Joi.StringSchema =>
  Joi.string().pattern(/^\/(.*[^/])?$/s, 'absolute path without a slash at its end')

const patterns = (): Joi.ArraySchema =>
  Joi.array()
    .items(
      Joi.string()
        .max(256)
        .pattern(/^(\/|\*)/, 'pattern of absolute paths'),
    )
    .max(100)
    .unique()
    .default([])

const enteredBy = Joi.object({
  availablePercent: percent()
    .meta({ weaker: 'lower' })
    .description('Begins when less than this share of used + available is available, in percent.'),
  availableBytes: bytes()
    .meta({ weaker: 'lower' })
    .description('Begins when less than this is available, if that is the smaller of the two.'),
  inodesUsedPercent: percent()
    .meta({ weaker: 'higher' })
    .description('Begins when this share of the inodes is used, in percent.'),
  enterAfter: duration()
    .min(0)
    .meta({ weaker: 'higher' })
    .description('How long the condition must hold.'),
})

const leftBy = Joi.object({
  leaveMarginPercent: Joi.number()
    .min(0)
    .less(100)
    .meta({ weaker: 'lower' })
    .description('Points that must be won back beyond a limit before its severity is left.'),
  leaveAfter: duration()
    .min(0)
    .meta({ weaker: 'lower' })
    .description('How long they must have been won back.'),
})

const overrides = Joi.object(
  Object.fromEntries(pressures.map(pressure => [pressure, enteredBy])),
).concat(leftBy)

const withDefaults = (schema: ObjectSchema, defaults: object): ObjectSchema =>
  Object.entries(defaults).reduce(
    (known, [key, value]) => known.fork(key, field => field.default(value)),
    schema,
  )

const limit = (rule: LimitRule): ObjectSchema => withDefaults(enteredBy, rule).default()

const limits = Joi.object({
  warning: limit({
    availablePercent: 20,
    availableBytes: 200e9,
    inodesUsedPercent: 90,
    enterAfter: 120,
  }),
  critical: limit({
    availablePercent: 10,
    availableBytes: 150e9,
    inodesUsedPercent: 95,
    enterAfter: 60,
  }),
  emergency: limit({
    availablePercent: 5,
    availableBytes: 100e9,
    inodesUsedPercent: 98,
    enterAfter: 0,
  }),
}).concat(withDefaults(leftBy, { leaveMarginPercent: 5, leaveAfter: 300 }))

const forecastRule = (fullWithin: number, availablePercent: number): ObjectSchema =>
  Joi.object({
    fullWithin: duration()
      .min(0)
      .default(fullWithin)
      .meta({ weaker: 'lower' })
      .description('Holds when the disk is forecast to be full sooner.'),
    availablePercent: percent()
      .default(availablePercent)
      .meta({ weaker: 'lower' })
      .description('And when less than this share is available now.'),
  }).default()

const forecast = Joi.object({
  window: duration()
    .default(72 * 3600)
    .description('How far back it looks, and no further ahead: at least 30 readings.'),
  warning: forecastRule(24 * 3600, 40),
  critical: forecastRule(4 * 3600, 20),
})

/** A window of fewer readings shows no trend. */
const fewestReadings = 30

// A window in which no trend can show is a mistake, not a wish.
const refuseBlindForecast: Joi.CustomValidator<DiskConfig> = (config, { error, state }) => {
  const limit = fewestReadings * config.interval
  if (config.forecast.window >= limit) return config
  return error(
    'number.min',
    { limit },
    state.localize?.([...(state.path ?? []), 'forecast', 'window']),
  )
}

/** Schema of the section `plugins.disk`. */
export const diskConfig: ObjectSchema<DiskConfig> = Joi.object({
  interval: duration().min(0.1).default(60).description('Time between two readings.'),
  readTimeout: duration().min(0.1).default(5).description('Deadline of reading one filesystem.'),
  sampleRetention: duration()
    .min(2 * DAY)
    .default(90 * DAY)
    .description('How long samples are kept, at least two days; summaries of days stay for ever.'),
  mounts: Joi.array()
    .items(mountPath())
    .unique()
    .default([])
    .description(
      'Mounts to watch; none: every filesystem that can fill up, and the one that holds `/`.',
    ),
  include: patterns()
    .meta({ weaker: 'fewer' })
    .description('Patterns of mounts to watch as well, whatever they are.'),
  exclude: patterns()
    .meta({ weaker: 'more' })
    .description('Patterns of mounts to leave out, unless `mounts` names them.'),
  limits: limits.default().meta({ live: true }).description('When the severities begin and end.'),
  limitsOf: Joi.object()
    .pattern(mountPath(), overrides)
    .default({})
    .meta({ live: true, eachOver: 'limits' })
    .description('The same by mount, as far as they differ.'),
  forecast: forecast.default().description('When a trend is worth a word.'),
}).custom(refuseBlindForecast)
