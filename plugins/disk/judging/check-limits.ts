import type { FieldError } from '../../../core/errors.ts'
import type { Limits } from './limits.ts'
import { pressures, type Pressure } from '../severity.ts'

/** Names every limit of a mount that contradicts a milder one, or that could never be left again. */
export function checkLimits(limits: Limits, capacityBytes: number): readonly FieldError[] {
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
  if (limit.leaveInodesUsedPercent < 0) {
    yield {
      field: `${pressure}.inodesUsedPercent`,
      message: 'could never be left: leaveMarginPercent is larger',
    }
  }
}
