import {
  checkLimits as checkMeasure,
  type FieldError,
  type LevelLimit,
  type MeasureLimits,
  type Pressure,
} from '../../../core/plugin-api.ts'
import type { DiskConfig, LimitRules } from '../config.ts'
import type { Limit, Limits } from '../sample-events.ts'

/** Resolves the rules for a disk that users can fill with `capacityBytes` (used + available). */
export function resolveLimits(rules: LimitRules, capacityBytes: number): Limits {
  const resolve = (pressure: Pressure): Limit => {
    const rule = rules[pressure]
    // Nothing available is under every limit, even where nothing can be filled at all.
    const share = Math.max(Math.ceil((capacityBytes * rule.availablePercent) / 100), 1)
    const availableBytes = Math.min(share, rule.availableBytes)
    // Where a size takes the place of the share, the margin shrinks as the limit does.
    const marginOf = (rules.leaveMarginPercent * availableBytes) / share
    const margin = Math.ceil((capacityBytes * marginOf) / 100)
    return {
      availableBytes,
      leaveAvailableBytes: Math.min(availableBytes + margin, Number.MAX_SAFE_INTEGER),
      inodesUsedPercent: rule.inodesUsedPercent,
      leaveInodesUsedPercent: Math.max(rule.inodesUsedPercent - rules.leaveMarginPercent, 0),
      enterAfterSeconds: rule.enterAfter,
    }
  }
  return {
    warning: resolve('warning'),
    critical: resolve('critical'),
    emergency: resolve('emergency'),
    leaveAfterSeconds: rules.leaveAfter,
  }
}

/** The rules of one mount: the common ones with its own laid over them. */
export function rulesOf(config: DiskConfig, mount: string): LimitRules {
  const own = config.limitsOf[mount]
  if (!own) return config.limits
  const { limits } = config
  return {
    warning: { ...limits.warning, ...own.warning },
    critical: { ...limits.critical, ...own.critical },
    emergency: { ...limits.emergency, ...own.emergency },
    leaveMarginPercent: own.leaveMarginPercent ?? limits.leaveMarginPercent,
    leaveAfter: own.leaveAfter ?? limits.leaveAfter,
  }
}

/** The limits of a disk by what is measured: what is available, in bytes, and the inodes used, in percent from `reached` on. */
export function measuresOf(
  limits: Limits,
  reached: (share: number) => number = share => share,
): Readonly<Record<'available' | 'inodesUsed', MeasureLimits>> {
  const measure = (side: MeasureLimits['side'], limitOf: (limit: Limit) => LevelLimit) => ({
    side,
    warning: limitOf(limits.warning),
    critical: limitOf(limits.critical),
    emergency: limitOf(limits.emergency),
    leaveAfterSeconds: limits.leaveAfterSeconds,
  })
  return {
    available: measure('below', ({ availableBytes, leaveAvailableBytes, enterAfterSeconds }) => ({
      ...{ enter: availableBytes, leave: leaveAvailableBytes, enterAfterSeconds },
    })),
    inodesUsed: measure(
      'above',
      ({ inodesUsedPercent, leaveInodesUsedPercent: leave, ...rest }) => ({
        ...{ enter: reached(inodesUsedPercent), leave, enterAfterSeconds: rest.enterAfterSeconds },
      }),
    ),
  }
}

/** Names every limit of a mount that contradicts a milder one, or that could never be left again. */
export function checkLimits(limits: Limits, capacityBytes: number): readonly FieldError[] {
  // In so few bytes shares cannot be told apart.
  if (capacityBytes < 100) return []
  const { available, inodesUsed } = measuresOf(limits)
  return [
    ...checkMeasure(available, { most: capacityBytes }).map(({ level, fault, message }) => ({
      field: `${level}.${fault === 'never_left' ? 'availablePercent' : 'availableBytes'}`,
      message: `${message}, in bytes of this disk and with leaveMarginPercent`,
    })),
    // No filesystem is without an inode in use.
    ...checkMeasure(inodesUsed, { least: Number.MIN_VALUE }).map(({ level, message }) => ({
      field: `${level}.inodesUsedPercent`,
      message: `${message}, in percent and with leaveMarginPercent`,
    })),
  ]
}
