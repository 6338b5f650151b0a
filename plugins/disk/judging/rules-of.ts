import type { DiskConfig, LimitRules } from '../config.ts'

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
