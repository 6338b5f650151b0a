import { errorCodes } from '../../errors.ts'

const text = { type: 'string' }
const position = { type: 'string', pattern: '^\\d{1,19}$' }

// What some problems tell beside that, each of its own code.
const furtherMembers = {
  reason: { ...text, description: 'Why the state does not allow it, in one word.' },
  allowed_now: {
    type: 'array',
    description: 'What the state allows instead.',
    items: { type: 'object', additionalProperties: true },
  },
  projections: {
    type: 'array',
    description: 'The read models that are not there yet.',
    items: text,
  },
}

/** What every operation of the OpenAPI document shares. */
export const openapiComponents = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token.' },
    agentToken: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Agent-Token',
      description: 'The same token, for agents that cannot set Authorization.',
    },
  },
  parameters: {
    RequestId: {
      name: 'X-Request-Id',
      in: 'header',
      description: 'Id of the request; echoed, or made when absent.',
      schema: { ...text, maxLength: 128 },
    },
    MinPosition: {
      name: 'min_position',
      in: 'query',
      description:
        'Waits at most 5 s until the read models have passed this position, then answers 503.',
      schema: position,
    },
    AsOf: {
      name: 'as_of',
      in: 'query',
      description:
        'Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today.',
      schema: { ...text, maxLength: 40 },
    },
    OnBehalfOf: {
      name: 'Decklog-On-Behalf-Of',
      in: 'header',
      description:
        'The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded.',
      schema: { ...text, pattern: '^person:.+$', maxLength: 207 },
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      description: 'An ETag that the caller has: then 304, where the route sends one.',
      schema: text,
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: 'The ETag that the change is meant for; 412 when it is another by now.',
      schema: text,
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description:
        'Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    },
  },
  headers: {
    'X-Request-Id': { description: 'Id of the request.', schema: text },
    ETag: { description: 'Revision of the entity, where there is one.', schema: text },
    Link: { description: 'rel="next" names the next page of a list.', schema: text },
    'Decklog-Position': {
      description:
        'Position of the write, for min_position; of a read with as_of, the one it holds for.',
      schema: position,
    },
    'Decklog-As-Of': {
      description: 'Time that a read with as_of holds for.',
      schema: { ...text, format: 'date-time' },
    },
    'Decklog-Folded-By': {
      description:
        'Version of Decklog that folds the facts of then, for a read with as_of: it and the rights of the token are those of now, not what was shown then.',
      schema: text,
    },
    'Decklog-Missing': {
      description:
        'What a read with as_of may lack, because the ledger keeps it no longer: event types and the categories of their streams.',
      schema: text,
    },
    'Decklog-Projection': {
      description: 'pending when the read models did not show the write within 2 s.',
      schema: { type: 'string', enum: ['pending'] },
    },
    'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
  },
  responses: {
    Problem: {
      description: 'A problem document (RFC 9457).',
      headers: {
        'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' },
        'Retry-After': { $ref: '#/components/headers/Retry-After' },
      },
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  },
  schemas: {
    Problem: {
      type: 'object',
      // Some tell more: of each code its own.
      additionalProperties: true,
      required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
      properties: {
        type: { ...text, description: 'URN of the kind of problem.' },
        title: text,
        status: { type: 'integer' },
        detail: text,
        instance: { ...text, description: 'URN of the request.' },
        code: { ...text, enum: Object.keys(errorCodes) },
        ...furtherMembers,
        errors: {
          type: 'array',
          items: {
            type: 'object',
            required: ['field', 'message'],
            properties: { field: text, message: text },
          },
        },
      },
    },
  },
} as const
