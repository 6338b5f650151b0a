import type { LimitRules } from '../config.ts'
import { pressures, type Pressure } from '../severity.ts'

/** When one severity is entered and when it may be left, for a disk of known size. */
export interface Limit {
  /** Entered when fewer bytes are available. */
  readonly availableBytes: number
  /** Left when at least so many bytes are available. */
  readonly leaveAvailableBytes: number
  /** Entered when so much of the inodes is used, or more. */
  readonly inodesUsedPercent: number
  /** Left when no more than this is used. */
  readonly leaveInodesUsedPercent: number
  /** How long the condition must hold before it counts. */
  readonly enterAfterSeconds: number
}

/** The limits a disk is judged by, resolved to bytes, as every sample carries them. */
export type Limits = Readonly<Record<Pressure, Limit>> & { readonly leaveAfterSeconds: number }

/** Resolves the rules for a disk that users can fill with `capacityBytes` (used + available). */
export function resolveLimits(rules: LimitRules, capacityBytes: number): Limits {
  const marginBytes = Math.ceil((capacityBytes * rules.leaveMarginPercent) / 100)
  const resolve = (pressure: Pressure): Limit => {
    const rule = rules[pressure]
    const share = Math.ceil((capacityBytes * rule.availablePercent) / 100)
    const availableBytes = Math.min(share, rule.availableBytes)
    return {
      availableBytes,
      leaveAvailableBytes: availableBytes + marginBytes,
      inodesUsedPercent: rule.inodesUsedPercent,
      leaveInodesUsedPercent: rule.inodesUsedPercent - rules.leaveMarginPercent,
      enterAfterSeconds: rule.enterAfter,
    }
  }
  const [warning, critical, emergency] = pressures
  return {
    warning: resolve(warning),
    critical: resolve(critical),
    emergency: resolve(emergency),
    leaveAfterSeconds: rules.leaveAfter,
  }
}
