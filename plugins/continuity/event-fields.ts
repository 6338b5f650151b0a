import Joi, { type ObjectSchema } from 'joi'
import { outcomes, readFailures, standings } from './reading.ts'
import { runtimeKinds, type RuntimeKind } from './target.ts'

const count = Joi.number().integer().min(0)
const seconds = Joi.number().min(0)
const text = Joi.string()

/** A point in time, as events hold it. */
export const time = Joi.string().isoDate()

/** A UUID. */
export const id = Joi.string().guid()

/** Makes the schema of a record: every field is required unless it says otherwise. */
export function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

const eventId = id.description('Id of the event.')
const receivedAt = time.description('When Decklog received it.')

/** Fields of what was seen, and when. */
export const sign = { eventId, receivedAt }

/** Fields that name an agent. */
export const agent = {
  boardId: id.description('Id of the board.'),
  agentId: id.description('Id of the agent.'),
}

/** Fields that name an agent as its board does. */
export const namedAgent = { ...agent, name: text.description('Name of the agent.') }

/** What is probed. */
export function target(kinds: readonly RuntimeKind[]): ObjectSchema {
  return record({
    kind: Joi.valid(...kinds).description('How it is asked.'),
    url: text.max(2_048).description('Where.'),
    everySeconds: seconds.description('How often.'),
    timeoutSeconds: seconds.description('How long it may take to answer.'),
    expectStatus: count.allow(null).description('Status of a good answer; null: any 2xx.'),
    expectBody: text.allow(null).description('Text in the body of a good answer; null: any.'),
  })
}

/** Fields of a reading. */
export const reading = {
  kind: Joi.valid(...runtimeKinds).description('How it was asked.'),
  url: text.max(2_048).description('Where.'),
  outcome: Joi.valid(...outcomes).description('What came of it; `unknown`: it was not asked.'),
  failure: Joi.valid(...readFailures)
    .allow(null)
    .description('What went wrong; null: nothing.'),
  detail: text.max(500).allow(null).description('That in a few words.'),
  latencyMs: Joi.number().min(0).allow(null).description('How long the answer took.'),
  everySeconds: seconds.description('How often it is asked.'),
  standing: Joi.valid(...standings).description('How it stands after its last readings.'),
  standingSince: time.description('Since when.'),
  streak: count.description('How many readings in a row came to the same.'),
}

/** A list of sessions. */
export const sessions = Joi.array().items(
  record({
    key: text.max(500).description('Name of the session.'),
    activeAt: time.allow(null).description('When the runtime says it was last active.'),
  }),
)

const probeSign = record({ ...sign, reading: record(reading).description('What it was.') })

const counterSign = record({ ...sign, counter: Joi.number().description('Its value.') })

/** All that was seen of an agent. */
export const agentSigns = record({
  beat: record({
    ...sign,
    seq: count.allow(null).description('Its number, as sent.'),
    sentAt: time.allow(null).description('When it was sent, by the clock of the agent.'),
    runId: text.allow(null).description('The run it worked on.'),
  })
    .allow(null)
    .description('The last heartbeat.'),
  status: record({ ...sign, status: text.description('What it said.') })
    .allow(null)
    .description('The last word of the agent about itself.'),
  progress: record({
    first: record(sign).description('The first report of a counter.'),
    last: counterSign.description('The last.'),
    previous: counterSign.allow(null).description('The last with another value.'),
  })
    .allow(null)
    .description('How its work went on.'),
  probe: probeSign.allow(null).description('The last reading of its probe.'),
})

/** All that was seen of a runtime. */
export const runtimeSigns = record({
  probe: probeSign.allow(null).description('Its last reading.'),
  sessions: record({
    ...sign,
    url: text.max(2_048).description('Which runtime listed them.'),
    sessions: sessions.description('Those that agents of the board name.'),
  })
    .allow(null)
    .description('The last list of its sessions.'),
})
