import { isDeepStrictEqual } from 'node:util'

/** Tells whether settings are the same, so that setting them again is nothing new. */
export function sameSettings<Settings extends object>(one: Settings, other: Settings): boolean {
  return isDeepStrictEqual(one, other)
}
