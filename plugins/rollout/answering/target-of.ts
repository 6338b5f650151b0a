import type { RolloutConfig, Target } from '../config.ts'

/** What this machine's configuration says of a target, as far as a command runs programs for it; `self` has none. */
export function localTarget(config: RolloutConfig, name: string): Target | undefined {
  return Object.hasOwn(config.targets, name) ? config.targets[name] : undefined
}

/** The value of an option that must be a word. */
export function wordOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
