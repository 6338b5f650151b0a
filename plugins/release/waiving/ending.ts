import { type Decider, keepable } from '../../../core/plugin-api.ts'
import type { Waiver } from '../policy/judging/policy-config.ts'
import { mostText, type RecordedWaiver, type WaiverEvent } from './waiver-events.ts'

/** A look at the waivers of the configuration. */
export interface WaiverLook {
  readonly waivers: readonly Waiver[]
  readonly now: Date
  /** How long before its end a waiver is told of, in seconds. */
  readonly tellBeforeEnd: number
}

/** The waivers that are about to end, as they were last told of; by what they waive. */
type Told = Readonly<Record<string, RecordedWaiver>>

/** Stream of what becomes of waivers; it is one, since they are a list of one configuration. */
export const waiverStream = 'releaseWaiver-policy'

/** Records when a waiver is about to end, and when it is not any more. */
export const waiverDecider: Decider<Told, WaiverLook, WaiverEvent> = {
  initial: {},
  evolve(told, { type, data }) {
    const rest = Object.entries(told).filter(([key]) => key !== keyOf(data))
    if (type === 'release.WaiverOver') return Object.fromEntries(rest)
    return Object.fromEntries([...rest, [keyOf(data), data]])
  },
  decide(look, told) {
    const all = lastOfEach(look.waivers)
    const soon = [...all.values()].filter(waiver => endsSoon(waiver, look))
    const ending = new Set(soon.map(keyOf))
    const over = Object.entries(told).filter(([key]) => !ending.has(key))
    return [
      ...over.map(([key, waiver]): WaiverEvent => ({
        type: 'release.WaiverOver',
        data: { ...waiver, how: howOver(all.get(key), look) },
      })),
      ...soon
        .filter(waiver => told[keyOf(waiver)]?.expires !== waiver.expires)
        .map((data): WaiverEvent => ({ type: 'release.WaiverEndsSoon', data })),
    ]
  },
}

/** What a waiver waives: two of the same are one, and the last to end counts. */
export function keyOf({ rule, reference, service }: RecordedWaiver): string {
  return [rule, reference ?? '*', service ?? '*'].join(' ')
}

function lastOfEach(waivers: readonly Waiver[]): ReadonlyMap<string, RecordedWaiver> {
  const recorded = waivers.map(recordedOf).toSorted((a, b) => (a.expires < b.expires ? -1 : 1))
  return new Map(recorded.map(waiver => [keyOf(waiver), waiver]))
}

function recordedOf({ rule, reference, service, who, why, expires }: Waiver): RecordedWaiver {
  const kept = (text: string): string => keepable(text, mostText)
  return {
    ...{ rule, expires, who: kept(who), why: kept(why) },
    reference: reference === undefined ? null : kept(reference),
    service: service === undefined ? null : kept(service),
  }
}

function endsSoon({ expires }: RecordedWaiver, { now, tellBeforeEnd }: WaiverLook): boolean {
  const leftMs = endMs(expires) - now.getTime()
  return leftMs > 0 && leftMs <= tellBeforeEnd * 1_000
}

/** The end of the last UTC day that a waiver holds. */
function endMs(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`) + 86_400_000
}

function howOver(waiver: RecordedWaiver | undefined, { now }: WaiverLook) {
  if (waiver === undefined) return 'removed'
  return endMs(waiver.expires) <= now.getTime() ? 'expired' : 'prolonged'
}
