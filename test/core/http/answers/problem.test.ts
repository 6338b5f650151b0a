import Boom from '@hapi/boom'
import t from 'tap'
import { DecklogError, errorCodes, type ErrorCode } from '../../../../core/errors.ts'
import { toProblem } from '../../../../core/http/answers/problem.ts'

const codes = Object.keys(errorCodes) as ErrorCode[]

void t.test('tells every code with a status, a type and an instance', async t => {
  for (const code of codes) {
    const { problem, headers } = toProblem(new DecklogError(code, 'inner words'), 'r1')
    t.equal(problem.code, code)
    t.ok(problem.status >= 400 && problem.status < 600, code)
    t.match(problem.type, /^urn:decklog:problem:[a-z-]+$/)
    t.equal(problem.instance, 'urn:decklog:request:r1')
    t.equal(problem.detail === 'inner words', problem.status < 500, code)
    t.equal('retry-after' in headers, [429, 503].includes(problem.status), code)
  }
})

void t.test('keeps a member of the document from being overwritten', async t => {
  const extra = { status: 200, code: 'none', run_id: 'r' }
  const { problem } = toProblem(new DecklogError('DECKLOG_REFUSED', 'no', { extra }), 'r1')
  t.match(problem, { status: 409, code: 'DECKLOG_REFUSED', run_id: 'r' })
})

void t.test('gives hapi’s own refusals a code', async t => {
  const codeOf = (error: unknown): ErrorCode => toProblem(error, 'r1').problem.code
  t.equal(codeOf(Boom.badRequest()), 'DECKLOG_REQUEST_MALFORMED')
  t.equal(codeOf(Boom.notFound()), 'DECKLOG_NOT_FOUND')
  t.equal(codeOf(Boom.forbidden()), 'DECKLOG_FORBIDDEN')
  t.equal(codeOf(Boom.entityTooLarge()), 'DECKLOG_PAYLOAD_TOO_LARGE')
  t.equal(codeOf(Boom.unsupportedMediaType()), 'DECKLOG_MEDIA_TYPE')
  t.equal(codeOf(Boom.serverUnavailable()), 'DECKLOG_TIMEOUT')
  t.equal(codeOf(Boom.teapot()), 'DECKLOG_INTERNAL')
  t.equal(codeOf('a text'), 'DECKLOG_INTERNAL')
})

void t.test('says when to come back', async t => {
  const error = new DecklogError('DECKLOG_RATE_LIMITED', 'no', { retryAfterSeconds: 0.2 })
  t.equal(toProblem(error, 'r1').headers['retry-after'], '1')
})
