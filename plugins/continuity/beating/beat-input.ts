import Joi, { type ObjectSchema } from 'joi'
import type { Heartbeat } from '../observations.ts'
import { inputs } from '../../../core/plugin-api.ts'

/** What an agent may say with a beat, as callers send it. */
export interface BeatInput {
  readonly status?: string
  readonly seq?: number
  readonly sent_at?: Date
  readonly progress?: { readonly counter: number; readonly at?: Date | null }
  readonly run_id?: string
  readonly note?: string
  readonly exit_status?: number
  readonly output?: string
}

const when = Joi.date().iso()

/** Fields of a beat, all optional. An empty or absent one says nothing. */
export const beatFields = {
  status: Joi.string()
    .trim()
    .max(100)
    .empty(Joi.valid('', null))
    .description('Its word about itself, kept until it says another; `online` when it never did.'),
  seq: Joi.number()
    .integer()
    .min(0)
    .empty(null)
    .description('Number of the beat, as the agent counts; for its own use.'),
  sent_at: when
    .empty(null)
    .description('When it was sent, by the clock of the agent: it decides nothing.'),
  progress: Joi.object({
    counter: Joi.number().required().description('Moves while the work goes on.'),
    at: when.allow(null).description('When it last moved, by the clock of the agent.'),
  })
    .empty(null)
    .description('How the work goes on.'),
  run_id: Joi.string()
    .trim()
    .max(200)
    .empty(Joi.valid('', null))
    .description('The run it works on.'),
  exit_status: Joi.number()
    .integer()
    .min(-2_147_483_648)
    .max(4_294_967_295)
    .empty(null)
    .description(
      'Exit status of what it ran: another than 0 is a failure, as the word `failed` is.',
    ),
  output: Joi.string()
    .max(4_096, 'utf8')
    .empty(Joi.valid('', null))
    .description('The end of what that said, up to 4 KB.'),
  note: Joi.string()
    .max(4_096, 'utf8')
    .empty(Joi.valid('', null))
    .description('Up to 4 KB of text.'),
}

/** A beat that names its agent, by its id or by its name and board. */
export interface NamedBeat extends BeatInput {
  readonly agent_id?: string
  readonly name?: string
  readonly board_id?: string
}

/** Fields that name the agent of a beat. */
export const nameField = Joi.string().trim().min(1).max(200).description('Name of the agent.')
export const boardIdField = inputs.uuid().description('Its board.')

/** One beat of a list. */
export const listedBeat: ObjectSchema<NamedBeat> = Joi.object({
  agent_id: inputs.uuid().description('Id of the agent; else its name and board.'),
  name: nameField,
  board_id: boardIdField,
  ...beatFields,
})
  .xor('agent_id', 'name')
  .with('name', 'board_id')

/** A beat as the event tells it. */
export function heartbeatOf(
  agent: { readonly boardId: string; readonly agentId: string },
  input: BeatInput,
): Heartbeat {
  const {
    status,
    seq,
    sent_at: sentAt,
    progress,
    run_id: runId,
    note,
    exit_status: exitStatus,
    output,
  } = input
  return {
    boardId: agent.boardId,
    agentId: agent.agentId,
    status: status ?? null,
    seq: seq ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    progress: progress
      ? { counter: progress.counter, at: progress.at?.toISOString() ?? null }
      : null,
    runId: runId ?? null,
    note: note ?? null,
    ...(exitStatus === undefined ? {} : { exitStatus }),
    ...(output === undefined ? {} : { output: withoutControls(output) }),
  }
}

// Nobody's terminal is to do what a program said, and an event is to hold it.
function withoutControls(output: string): string | null {
  const plain = output.replaceAll(/\p{Cc}/gu, one => (one === '\n' ? one : one === '\t' ? ' ' : ''))
  return plain === '' ? null : plain
}
