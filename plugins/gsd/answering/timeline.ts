import Joi from 'joi'
import { counted, type Recorded } from '../../../core/plugin-api.ts'
import type { RunEvent } from '../events.ts'
import { wordsOf } from '../gating/by-rules.ts'
import { originOf } from '../run.ts'
import type { Step } from '../stage.ts'

const text = Joi.string().required()
const place = Joi.string().pattern(/^\d+$/).required()

/** Schema of a page of a timeline. */
export const timelineSchema = Joi.object({
  run_id: text.guid(),
  entries: Joi.array()
    .required()
    .items(
      Joi.object({
        event_id: text.guid().description('Id of the event.'),
        revision: place.description('Its number in the stream of the run, from 0.'),
        position: place.description('Its place in the ledger.'),
        type: text.description('`gsd.<PastTense>`.'),
        at: text.isoDate().description('When Decklog received the fact.'),
        occurred_at: text.isoDate().allow(null).description('The time its source claims.'),
        actor: text.description('Who caused it, as `kind:id`.'),
        via: text
          .allow(null)
          .description('The service that named the actor; null when it was nobody else.'),
        summary: text.description('What happened, in one sentence.'),
        data: Joi.object().unknown().required().description('The fact, as it was recorded.'),
      }),
    ),
})

/** A fact of a run as its timeline shows it. */
export function timelineEntry(event: Recorded<RunEvent>): object {
  const { id, revision, position, type, data, metadata } = event
  const { actor, via, at } = originOf(event)
  return {
    event_id: id,
    revision: String(revision),
    position: String(position),
    type,
    at,
    occurred_at: metadata['occurredAt'] ?? null,
    actor,
    via,
    summary: sentenceOf(event),
    data,
  }
}

type DataOf = { readonly [E in RunEvent as E['type']]: E['data'] }
type RunEventType = keyof DataOf

/** Says in one sentence what happened to a run. */
export function sentenceOf<T extends RunEventType>({
  type,
  data,
}: {
  readonly type: T
  readonly data: DataOf[T]
}): string {
  return sentences[type](data)
}

const manners = { forward: 'Went on', skip: 'Skipped', back: 'Went back' } as const
const outcomes = {
  allowed: 'Gates allow',
  warned: 'Gates warn of',
  bypassed: 'A bypass allows, against the gates,',
  refused: 'Gates refused',
} as const

const sentences: { readonly [T in RunEventType]: (data: DataOf[T]) => string } = {
  'gsd.RunStarted': ({ stage, status }) => `Started in ${stage}, ${words(status)}.`,
  'gsd.RunRenamed': ({ runName, iterationNumber }) =>
    `Is called “${runName}” now, iteration ${iterationNumber}.`,
  'gsd.ReleaseNamed': ({ releaseId }) => `Names release ${releaseId.slice(0, 12)}.`,
  'gsd.StageEntered': ({ from, to, attempt, order, reason }) => {
    const again = attempt > 1 ? `, time ${attempt}` : ''
    return forReason(`${manners[order]} from ${from} to ${to}${again}`, reason)
  },
  'gsd.StatusChanged': ({ from, to, reason }) =>
    forReason(`Is ${words(to)}, and was ${words(from)}`, reason),
  'gsd.RunCompleted': ({ outcome, stage, reason }) =>
    forReason(
      outcome === 'succeeded' ? `Completed in ${stage}` : `Ended in ${stage}, ${outcome}`,
      reason,
    ),
  'gsd.RunReopened': ({ status, reason }) => forReason(`Reopened, ${words(status)}`, reason),
  'gsd.ApprovalRequested': ({ step, round, required, role, note }) => {
    const again = round > 1 ? ' again' : ''
    const many = required === 1 ? 'one approval' : `${required} approvals`
    const whom = role === null ? '' : ` of ${role}`
    return forReason(`Asked${again} for ${many}${whom} for ${stepWords(step)}`, note)
  },
  'gsd.ApprovalGiven': ({ step, note }) => forReason(`Approved ${stepWords(step)}`, note),
  'gsd.ApprovalRejected': ({ step, note }) => forReason(`Rejected ${stepWords(step)}`, note),
  'gsd.ApprovalWaived': ({ step, reason }) =>
    forReason(`Needs no approval any more for ${stepWords(step)}`, reason),
  'gsd.ApprovalNoted': ({ step, note }) => forReason(`Noted on ${stepWords(step)}`, note),
  'gsd.EvidenceAttached': ({ type, title }) => `Attached evidence of type ${type}: “${title}”.`,
  'gsd.EvidenceWithdrawn': ({ evidenceId, reason }) =>
    forReason(`Withdrew evidence ${evidenceId}`, reason),
  'gsd.LinksArranged': ({ links }) =>
    `Shows ${counted(links.length, 'link')} from here on, in a new order.`,
  'gsd.MetricsRecorded': ({ metrics }) =>
    `Recorded ${counted(Object.keys(metrics).length, 'metric')}.`,
  'gsd.GateDecided': ({ step, effect, gates, byRules = [] }) => {
    const given = gates.map(({ gate, decision }) => `${gate} ${decision}`)
    const answers = [...given, ...byRules.map(set => `${set.gate} ${wordsOf(set)}`)]
    const said = answers.length === 0 ? 'none is asked' : answers.join(', ')
    return `${outcomes[effect]} ${stepWords(step)}: ${said}.`
  },
  'gsd.RulesWeakened': ({ plugin, changes }) => {
    const [first] = changes
    const more = changes.length > 1 ? ` and ${counted(changes.length - 1, 'other')}` : ''
    return `Rules of ${plugin} were weakened: ${first?.path ?? 'one'}${more}; what was approved before no longer counts.`
  },
  'gsd.GateBypassed': ({ step, gates, expiresAt, reason }) => {
    const which = gates === null ? 'the gates' : `the gates ${gates.join(', ')}`
    return forReason(`Set aside ${which} for ${stepWords(step)} until ${expiresAt}`, reason)
  },
}

function forReason(sentence: string, reason: string | null): string {
  return reason === null ? `${sentence}.` : `${sentence}: ${reason.replace(/\.?$/, '.')}`
}

function stepWords(step: Step): string {
  return step === 'completion' ? 'completing' : `entering ${step}`
}

function words(status: string): string {
  return status.replace('_', ' ')
}
