import type {
  EvidenceAttached,
  EvidenceWithdrawn,
  LinksArranged,
  MetricsRecorded,
} from '../events.ts'
import { forReason } from './for-reason.ts'

type EvidenceEvent = EvidenceAttached | EvidenceWithdrawn | LinksArranged | MetricsRecorded

/** Says what was proved and measured. */
export function evidenceSentence(event: EvidenceEvent): string {
  switch (event.type) {
    case 'gsd.EvidenceAttached': {
      const { type, title } = event.data
      return `Attached evidence of type ${type}: “${title}”.`
    }
    case 'gsd.EvidenceWithdrawn':
      return forReason(`Withdrew evidence ${event.data.evidenceId}`, event.data.reason)
    case 'gsd.LinksArranged':
      return `Shows ${counted(event.data.links.length, 'link')} from here on, in a new order.`
    case 'gsd.MetricsRecorded':
      return `Recorded ${counted(Object.keys(event.data.metrics).length, 'metric')}.`
    default:
      return event satisfies never
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
