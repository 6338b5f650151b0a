import Joi, { type CustomHelpers, type NumberSchema } from 'joi'

const secondsPerUnit = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
])

const joi: { duration(): NumberSchema } = Joi.extend(parent => ({
  type: 'duration',
  base: parent.number(),
  messages: { 'duration.format': 'must be seconds or a duration such as 30s, 5m, 2h, 7d or 1w' },
  coerce: {
    from: 'string',
    method: (value: string, helpers: CustomHelpers) => {
      const seconds = parse(value)
      return seconds === undefined
        ? { value, errors: [helpers.error('duration.format')] }
        : { value: seconds }
    },
  },
}))

/** A setting that is a length of time: seconds, or text such as `30s`, `5m`, `2h`, `7d`, `1w`. The value is in seconds. */
export function duration(): NumberSchema {
  return joi.duration()
}

// Without a unit it is a number, which is read before this.
function parse(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim())
  const unit = secondsPerUnit.get(match?.[2] ?? '')
  return unit === undefined ? undefined : Number(match?.[1]) * unit
}
