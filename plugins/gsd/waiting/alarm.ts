import type { AlarmSignal, AlarmSpec } from '../../../core/plugin-api.ts'
import type { GsdEvent } from '../events.ts'
import type { Wait } from '../events/wait-events.ts'

/** The alarms of what waits for people: nothing is wrong, but without them it goes no further, or has gone further than it should. */
export const waitAlarms: Readonly<Record<'approval' | 'bypass', AlarmSpec<GsdEvent>>> = {
  approval: {
    kind: 'approval',
    nature: 'waits',
    summary:
      'An approval of a run is asked for, or ends soon; over when it is decided, or nothing waits for it.',
    on: {
      'gsd.WaitBegan': ({ data }) =>
        isApproval(data) ? { ...signalOf(data), state: 'raised' } : undefined,
      'gsd.WaitEnded': ({ data }) =>
        isApproval(data) ? { ...signalOf(data), ...over(data) } : undefined,
    },
  },
  bypass: {
    kind: 'bypass',
    nature: 'waits',
    summary:
      'A bypass of gates was made use of, or ends soon; over when it has ended, or the run is over.',
    on: {
      'gsd.WaitBegan': ({ data }) =>
        isApproval(data) ? undefined : { ...signalOf(data), state: 'raised' },
      'gsd.WaitEnded': ({ data }) =>
        isApproval(data) ? undefined : { ...signalOf(data), ...over(data) },
    },
  },
}

const isApproval = ({ what }: Wait): boolean => what.startsWith('approval')

function over(wait: Wait): Pick<AlarmSignal, 'state' | 'text'> {
  return { state: 'cleared', text: `${thingOf(wait)} waits for nobody any more.` }
}

function signalOf(wait: Wait): Omit<AlarmSignal, 'state'> {
  const { ofRun: runId, step, what, boardId, people } = wait
  const approve = step === 'completion' ? '' : ` --stage ${step}`
  const act = isApproval(wait) ? [`decklog runs approve ${runId}${approve} --note "…"`] : []
  return {
    about: `${runId} ${step} ${what}`,
    group: `run ${runId}`,
    boardId,
    subject: thingOf(wait),
    severity: 'warning',
    text: sentenceOf(wait),
    people,
    labels: { step, ...(wait.runName !== '' && { run: wait.runName }) },
    page: `/runs/${runId}`,
    commands: [`decklog runs show ${runId}`, ...act],
  }
}

function thingOf(wait: Wait): string {
  const { runName, iterationNumber, step, what } = wait
  const run = runName === '' ? `run ${wait.ofRun}` : `run ${runName} #${iterationNumber}`
  return `${isApproval(wait) ? 'approval' : what === 'bypass_used' ? 'bypass used' : 'bypass'} of ${step} of ${run}`
}

function sentenceOf(wait: Wait): string {
  const { what, required, given, endsAt } = wait
  const thing = thingOf(wait)
  switch (what) {
    case 'approval':
      return required > 1
        ? `The ${thing} is asked for: ${given} of ${required} people have approved.`
        : `The ${thing} is asked for.`
    case 'approval_expiring':
      return `The ${thing} ends ${endsAt}, and has not been made use of.`
    case 'bypass_expiring':
      return `The ${thing} ends ${endsAt}, and has not been made use of: the gates hold again then.`
    case 'bypass_used':
      return `The gates denied it, and a bypass let it go on: ${thing}.`
    default:
      return what satisfies never
  }
}
