import {
  answers,
  type CliCommand,
  type CommandContext,
  DecklogError,
  readAnswer,
} from '../../../core/plugin-api.ts'
import { agentOptions, beatAddress } from './beat-address.ts'

const answer = answers.fields({ name: answers.text, status: answers.text })

/** The command `decklog heartbeat`, for whatever runs by a timer. */
export const heartbeatCommand: CliCommand = {
  name: 'heartbeat',
  summary: 'send one heartbeat of an agent',
  options: [
    ...agentOptions,
    { syntax: '--status <word>', summary: 'what it says of itself; default: online' },
    { syntax: '--progress <number>', summary: 'counter of its work, which must move' },
    { syntax: '--run-id <id>', summary: 'the run it works on' },
    { syntax: '--exit-status <number>', summary: 'of what it ran; another than 0 is a failure' },
    { syntax: '--note <text>', summary: 'anything else, up to 4 KB' },
  ],
  examples: [
    'decklog heartbeat',
    'decklog heartbeat --agent 0197a1b2-… --status busy --progress 42',
    'decklog heartbeat --board 0197a1b2-… --name scribe',
  ],
  async run({ api, options, print }) {
    const { path, whose } = beatAddress(options)
    const agent = readAnswer(await api.post(path, { ...whose, ...beatOf(options) }), answer)
    print(options['json'] ? JSON.stringify(agent) : `${agent.name} is ${agent.status}.`)
    return 0
  },
}

function beatOf({ status, progress, runId, exitStatus, note }: CommandContext['options']): object {
  return {
    ...(status !== undefined && { status }),
    ...(progress !== undefined && { progress: { counter: readNumber('--progress', progress) } }),
    ...(runId !== undefined && { run_id: runId }),
    ...(exitStatus !== undefined && { exit_status: readNumber('--exit-status', exitStatus) }),
    ...(note !== undefined && { note }),
    sent_at: new Date().toISOString(),
  }
}

function readNumber(option: string, text: string | boolean): number {
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return number
  throw new DecklogError('DECKLOG_VALIDATION', `${option} must be a number`)
}
