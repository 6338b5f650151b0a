import {
  type CliCommand,
  type Clock,
  DecklogError,
  duration,
  type EndedProgram,
  messageOf,
  within,
} from '../../../core/plugin-api.ts'
import { agentOptions, beatAddress } from './beat-address.ts'

// A Decklog that keeps silent costs a program no more than this at its end.
const patienceMs = 3_000
const sendMs = 2_000

/** The command `decklog run`: a program that runs before the eyes of Decklog, and that no trouble with Decklog touches. */
export function createRunCommand(clock: Clock): CliCommand {
  return {
    name: 'run',
    summary: 'run a program as an agent: beats while it runs, how it ended, and its exit code',
    arguments: [{ syntax: '<program...>', summary: 'the program and its arguments, after --' }],
    options: [
      ...agentOptions,
      { syntax: '--every <duration>', summary: 'time between two beats; default: 1m' },
      { syntax: '--run-id <id>', summary: 'the run it works on' },
      { syntax: '--no-output', summary: 'keep what the program says to itself' },
    ],
    examples: ['decklog run --agent 0197a1b2-… -- ./nightly-backup --all'],
    async run({ api, options, words, runProgram, warn }) {
      const { path, whose } = beatAddress(options)
      const runId = options['runId']
      const more = { ...whose, ...(runId !== undefined && { run_id: runId }) }
      const beats = createBeats({
        ...{ clock, warn, patienceMs, everyMs: readSeconds(options['every'] ?? '1m') * 1_000 },
        send: beat => api.post(path, { ...more, ...beat }, { timeoutMs: sendMs }),
      })
      beats.begin({ status: 'running' })
      const ended = await runProgram(words, options['output'] === false ? 'unheard' : 'heard')
      await beats.finish(lastBeat(ended))
      return ended.exitCode
    },
  }
}

function lastBeat({ exitCode, how, seconds, output }: EndedProgram): Beat {
  return {
    status: exitCode === 0 ? 'succeeded' : 'failed',
    note: `It ${how} after ${seconds.toFixed(1)} s.`,
    exit_status: exitCode,
    ...(exitCode !== 0 && output !== '' && { output }),
  }
}

function readSeconds(given: string | boolean): number {
  const { value, error } = duration()
    .min(1)
    .validate(given, { errors: { label: false } })
  if (error) throw new DecklogError('DECKLOG_VALIDATION', `--every ${error.message}`)
  return value
}

/** What a beat says. */
interface Beat {
  readonly status: string
  readonly note?: string
  readonly exit_status?: number
  readonly output?: string
}

/** The beats of one program, sent one after another in the order they were made. */
interface Beats {
  /** Sends the first, and then its status again every interval. */
  begin(first: Beat): void
  /** Sends the last after what is under way; it waits no longer than the patience it has. */
  finish(last: Beat): Promise<void>
}

interface BeatsParts {
  send(beat: Beat & { readonly sent_at: string }): Promise<unknown>
  readonly everyMs: number
  /** So long the end may wait for the last beat. */
  readonly patienceMs: number
  readonly clock: Clock
  warn(line: string): void
}

/** Creates the beats of a program; what goes wrong with them is said once, and never thrown. */
export function createBeats({ send, everyMs, patienceMs, clock, warn }: BeatsParts): Beats {
  const ended = new AbortController()
  let sending = Promise.resolve()
  let taken: 'yes' | 'no' = 'yes'

  const trySend = async (beat: Beat): Promise<void> => {
    try {
      await send({ ...beat, sent_at: clock.now().toISOString() })
      taken = 'yes'
    } catch (error) {
      if (taken === 'yes') warn(`heartbeats are not taken: ${messageOf(error)}`)
      taken = 'no'
    }
  }
  const enqueue = (beat: Beat): Promise<void> => {
    sending = sending.then(() => trySend(beat))
    return sending
  }
  const repeat = async (beat: Beat): Promise<void> => {
    while (!ended.signal.aborted) {
      await enqueue(beat)
      await clock.delay(everyMs, ended.signal).catch(() => {})
    }
  }
  return {
    begin: first => void repeat(first),
    async finish(last) {
      ended.abort()
      await within({ ms: patienceMs, time: clock }, () => enqueue(last)).catch(() => {})
    },
  }
}
