import Joi, { type NumberSchema } from 'joi'

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
}

const extended = Joi.extend({
  type: 'bytes',
  base: Joi.number().integer().min(1),
  messages: {
    'bytes.base': '{{#label}} must be a size such as 200GB, 512MiB or a number of bytes',
  },
  coerce: {
    from: 'string',
    method(value: string, helpers) {
      const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(value) ?? []
      const factor = units[unit || 'B']
      return count && factor
        ? { value: Math.round(Number(count) * factor) }
        : { value, errors: [helpers.error('bytes.base')] }
    },
  },
})

/** A setting in bytes, written as a number or with a unit: `200GB` is 200 × 10⁹, `200GiB` is 200 × 2³⁰. */
export function bytes(): NumberSchema {
  return extended.bytes()
}
