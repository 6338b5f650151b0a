import Joi, { type ArraySchema } from 'joi'

/** Joi with lists that may be written as text, an item a line or between commas. */
export const joi: { list(): ArraySchema } = Joi.extend(parent => ({
  type: 'list',
  base: parent.array(),
  coerce: {
    from: 'string',
    method: (value: string) => ({
      value: value
        .split(/[,\n]/)
        .map(item => item.trim())
        .filter(item => item !== ''),
    }),
  },
}))
