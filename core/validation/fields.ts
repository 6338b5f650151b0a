import Joi from 'joi'

/** A UUID, in lower case whatever case it is sent in: `uuidgen` of some systems writes capitals. */
export function uuid(): Joi.StringSchema {
  return Joi.string().lowercase().guid({ separator: '-', wrapper: false })
}

/** A point in time as answers tell it: ISO 8601. */
export function time(): Joi.StringSchema {
  return Joi.string().isoDate()
}

/** A point in time as questions name it, of the years that anything can have been recorded in: what is far outside is no date to reckon with. */
export function moment(): Joi.DateSchema {
  return Joi.date().iso().min('1970-01-01T00:00:00Z').max('9999-12-31T00:00:00Z')
}

/** A SHA-256 in hex. */
export function sha256(): Joi.StringSchema {
  return Joi.string().hex().length(64)
}

/** Words of at most so many characters, without space around them. */
export function words(most: number): Joi.StringSchema {
  return Joi.string().trim().min(1).max(most)
}

/** A link for people to follow: http or https, or one of our own API. */
export function link(most: number): Joi.StringSchema {
  return words(most).pattern(
    /^(?:https?:\/\/|\/api\/v1\/)[^\s<>"\\\p{Cc}]+$/iu,
    'an http or https link',
  )
}
