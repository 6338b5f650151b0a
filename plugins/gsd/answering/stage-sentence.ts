import type {
  ReleaseNamed,
  RunCompleted,
  RunRenamed,
  RunReopened,
  RunStarted,
  StageEntered,
  StatusChanged,
} from '../events.ts'
import { forReason } from './for-reason.ts'

type StageEvent =
  RunStarted | RunRenamed | ReleaseNamed | StageEntered | StatusChanged | RunCompleted | RunReopened

/** Says how a run started, moved or ended. */
export function stageSentence(event: StageEvent): string {
  switch (event.type) {
    case 'gsd.RunStarted':
      return `Started in ${event.data.stage}, ${words(event.data.status)}.`
    case 'gsd.RunRenamed': {
      const { runName, iterationNumber } = event.data
      return `Is called “${runName}” now, iteration ${iterationNumber}.`
    }
    case 'gsd.ReleaseNamed':
      return `Names release ${event.data.releaseId.slice(0, 12)}.`
    case 'gsd.StageEntered':
      return entered(event.data)
    case 'gsd.StatusChanged': {
      const { from, to, reason } = event.data
      return forReason(`Is ${words(to)}, and was ${words(from)}`, reason)
    }
    case 'gsd.RunCompleted':
      return forReason(`Completed in ${event.data.stage}`, event.data.reason)
    case 'gsd.RunReopened':
      return forReason(`Reopened, ${words(event.data.status)}`, event.data.reason)
    default:
      return event satisfies never
  }
}

const manners = { forward: 'Went on', skip: 'Skipped', back: 'Went back' } as const

function entered({ from, to, attempt, order, reason }: StageEntered['data']): string {
  const again = attempt > 1 ? `, time ${attempt}` : ''
  return forReason(`${manners[order]} from ${from} to ${to}${again}`, reason)
}

function words(status: string): string {
  return status.replace('_', ' ')
}
