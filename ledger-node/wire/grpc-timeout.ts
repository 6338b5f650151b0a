const unitMs: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
}

/** Reads a `grpc-timeout` header, in milliseconds; undefined where there is none that makes sense. */
export function readGrpcTimeout(header: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(header) ?? []
  const ms = unitMs[unit]
  return digits === undefined || ms === undefined ? undefined : Number(digits) * ms
}
