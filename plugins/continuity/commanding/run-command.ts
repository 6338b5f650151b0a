import type { CliCommand, EndedProgram } from '../../../core/cli/command.ts'
import type { Clock } from '../../../core/clock.ts'
import { duration } from '../../../core/timing/duration.ts'
import { DecklogError } from '../../../core/errors.ts'
import { agentOptions, beatAddress } from './beat-address.ts'
import { createBeats, type Beat } from './beats.ts'

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
      const ended = await runProgram(words)
      await beats.finish(lastBeat(ended))
      return ended.exitCode
    },
  }
}

function lastBeat({ exitCode, how, seconds }: EndedProgram): Beat {
  return {
    status: exitCode === 0 ? 'succeeded' : 'failed',
    note: `It ${how} after ${seconds.toFixed(1)} s.`,
  }
}

function readSeconds(given: string | boolean): number {
  const { value, error } = duration()
    .min(1)
    .validate(given, { errors: { label: false } })
  if (error) throw new DecklogError('DECKLOG_VALIDATION', `--every ${error.message}`)
  return value
}
