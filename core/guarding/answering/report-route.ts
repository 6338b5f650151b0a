import Joi from 'joi'
import type { Recorded } from '../../event.ts'
import { gateModes } from '../../gate.ts'
import type { GateAnswerWithheld } from '../../gates/gate-mode-events.ts'
import { withheldStream } from '../../gates/gate-mode-events.ts'
import { type Caller, defineRoute, type Route } from '../../http/route.ts'
import { moment, time, uuid } from '../../validation/fields.ts'
import type { Span, SubjectReport } from './report.ts'
import { reportSubjects } from './report-subjects.ts'
import { findGuard, type GuardRoutesParts, needsOf } from './shown-guards.ts'

const month = 30 * 86_400_000
const mostSubjects = 200
const mostAnswers = 1_000
const answersTold = 20
const denialsTold = 100

const countedFrom = time()
  .allow(null)
  .required()
  .description('From when on it is counted, where there are over 1,000 changes; null: all are.')
const gateDecision = Joi.valid('allow', 'warn', 'deny').required()
const subjectSchema = Joi.object({
  id: uuid().required(),
  host: Joi.string().allow(null).required(),
  board_id: uuid().allow(null).required(),
  subject: Joi.string().required(),
  denials: Joi.array()
    .items(
      Joi.object({
        from: time().required(),
        to: time().allow(null).required().description('Null: it still would.'),
        text: Joi.string().allow('').required(),
      }),
    )
    .required()
    .description('When the gate would have denied because of it, the last 100.'),
  denials_before: Joi.number().required().description('How many there were before those.'),
  denied_seconds: Joi.number().required(),
  warnings: Joi.number().required().description('How often it would have begun to warn.'),
  changes: Joi.number().required().description('How often its answer would have changed.'),
  counted_from: countedFrom,
})

const response = Joi.object({
  name: Joi.string().required(),
  mode: Joi.valid(...gateModes).required(),
  from: time().required(),
  to: time().required(),
  denials: Joi.number().required().description('How often it would have begun to deny.'),
  denied_seconds: Joi.number().required(),
  changes: Joi.number().required(),
  subjects: Joi.array().items(subjectSchema).required().description('Worst first, at most 200.'),
  more: Joi.number().required().description('How many subjects there are beside them.'),
  asked: Joi.object({
    denied: Joi.number().required().description('Answers that were a deny and stopped nothing.'),
    changes: Joi.number().required().description('How often what it found changed.'),
    counted_from: countedFrom,
    last: Joi.array()
      .items(
        Joi.object({
          at: time().required(),
          found: gateDecision,
          given: gateDecision,
          question: Joi.string().required().description('What was asked, as JSON.'),
          text: Joi.string().allow('').required(),
          event_id: Joi.string().required(),
        }),
      )
      .required()
      .description('The last of them, newest first.'),
  })
    .required()
    .description('What was found when the gate was asked and not enforced.'),
})

interface ReportQuery {
  readonly from?: Date
  readonly to?: Date
}

/** The route that tells what a guard would have stopped, and how often it changed its mind. */
export function reportRoute(parts: GuardRoutesParts): Route {
  return defineRoute<{ name: string }, ReportQuery>({
    method: 'GET',
    path: '/api/v1/guards/{name}/report',
    scope: 'read',
    summary:
      'Tells from the ledger what the gate of a guard would have stopped, when, and how often it changed its mind.',
    tags: ['guards'],
    params: Joi.object({
      name: Joi.string().max(100).required().description('Name of the guard.'),
    }),
    query: Joi.object({
      from: moment().description('First moment; 30 days before the last by default.'),
      to: moment().description('Moment after the last; now by default.'),
    }),
    response,
    shows: needsOf(parts),
    async handle({ params, query, caller, signal }) {
      const { name, view } = findGuard(parts, params.name)
      const { to = parts.clock.now() } = query
      const span = { from: query.from ?? new Date(to.getTime() - month), to }
      const reports = await reportSubjects(view, { span, caller, signal })
      const told = reports.slice(0, mostSubjects)
      const sum = (of: (one: SubjectReport) => number): number =>
        reports.reduce((total, one) => total + of(one), 0)
      return {
        body: {
          ...{ name, mode: (await parts.modeOf(name)).mode, ...span },
          denials: sum(({ denials }) => denials.length),
          denied_seconds: sum(({ deniedSeconds }) => deniedSeconds),
          changes: sum(({ changes }) => changes),
          subjects: told.map(bodyOf),
          more: reports.length - told.length,
          asked: await askedOf(parts, name, span, caller),
        },
      }
    },
  })
}

function bodyOf({ subject, denials, deniedSeconds, countedFrom, ...rest }: SubjectReport): object {
  const { boardId, ...names } = subject
  const told = denials.slice(-denialsTold)
  return {
    ...{ ...names, board_id: boardId, denials: told, denied_seconds: deniedSeconds },
    ...{ ...rest, denials_before: denials.length - told.length, counted_from: countedFrom },
  }
}

// What was asked may name what others may not see.
async function askedOf(
  host: Pick<GuardRoutesParts, 'read'>,
  gate: string,
  { from, to }: Span,
  { boards }: Caller,
): Promise<object> {
  const found: Recorded<GateAnswerWithheld>[] = []
  let read = 0
  const options = { direction: 'backwards', limit: mostAnswers } as const
  if (boards === null)
    for await (const event of host.read(withheldStream(gate), options)) {
      if (event.receivedAt < from) break
      read += 1
      if (isWithheld(event) && event.receivedAt < to) found.push(event)
    }
  return {
    denied: found.filter(({ data }) => data.found === 'deny').length,
    changes: found.length,
    counted_from: read === mostAnswers ? (found.at(-1)?.receivedAt ?? to) : null,
    last: found.slice(0, answersTold).map(({ id, receivedAt, data }) => ({
      ...{ at: receivedAt, found: data.found, given: data.given },
      ...{ question: data.question, text: data.text, event_id: id },
    })),
  }
}

function isWithheld(event: Recorded): event is Recorded<GateAnswerWithheld> {
  return event.type === 'core.GateAnswerWithheld'
}
