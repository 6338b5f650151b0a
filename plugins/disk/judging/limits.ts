import type { Limit, Limits } from '../sample-events.ts'
import type { FieldError } from '../../../core/plugin-api.ts'
import type { DiskConfig, LimitRules } from '../config.ts'
import { type Pressure, pressures } from '../severity.ts'

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
  const [warning, critical, emergency] = pressures
  return {
    warning: resolve(warning),
    critical: resolve(critical),
    emergency: resolve(emergency),
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

/** Names every limit of a mount that contradicts a milder one, or that could never be left again. */
export function checkLimits(limits: Limits, capacityBytes: number): readonly FieldError[] {
  // In so few bytes shares cannot be told apart.
  if (capacityBytes < 100) return []
  return pressures.flatMap((pressure, index) => [
    ...ordered(limits, pressures[index - 1], pressure),
    ...leavable(limits, pressure, capacityBytes),
  ])
}

function* ordered(
  limits: Limits,
  milder: Pressure | undefined,
  worse: Pressure,
): Generator<FieldError> {
  if (!milder) return
  const [from, to] = [limits[milder], limits[worse]]
  if (to.availableBytes >= from.availableBytes) {
    yield {
      field: `${worse}.availableBytes`,
      message: `resolves to ${to.availableBytes} bytes, which is not under the ${from.availableBytes} of ${milder}`,
    }
  }
  if (to.inodesUsedPercent <= from.inodesUsedPercent) {
    yield {
      field: `${worse}.inodesUsedPercent`,
      message: `is ${to.inodesUsedPercent} %, which is not over the ${from.inodesUsedPercent} % of ${milder}`,
    }
  }
}

function* leavable(
  limits: Limits,
  pressure: Pressure,
  capacityBytes: number,
): Generator<FieldError> {
  const limit = limits[pressure]
  if (limit.leaveAvailableBytes > capacityBytes) {
    yield {
      field: `${pressure}.availablePercent`,
      message: 'could never be left: with leaveMarginPercent it is more than the disk holds',
    }
  }
  if (limit.leaveInodesUsedPercent === 0) {
    yield {
      field: `${pressure}.inodesUsedPercent`,
      message: 'could never be left: leaveMarginPercent is larger',
    }
  }
}
