import type { LiveState } from '../api/live.ts'
import type { Level } from './levels.ts'
import { describeTime } from './times.ts'

/** How the connection is by which changes come, in words. */
export function describeConnection(
  { kind, since, wasLostSince }: LiveState,
  now: number,
): { readonly level: Level; readonly text: string } {
  const time = (at: number): string => describeTime(at, { now })
  switch (kind) {
    case 'live':
      return {
        level: 'ok',
        text: wasLostSince === undefined ? 'live' : `live again; lost since ${time(wasLostSince)}`,
      }
    case 'stale':
      return { level: 'warning', text: `nothing heard since ${time(since)}` }
    case 'lost':
      return { level: 'critical', text: `connection lost since ${time(since)}` }
    case 'connecting':
      return { level: 'unknown', text: 'connecting' }
    case 'off':
      return { level: 'unknown', text: 'not live' }
  }
}
