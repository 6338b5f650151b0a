/** Revision of a tombstone. On the wire and in Postgres it is 2^63-1, which a number cannot hold. */
export const tombstoneRevision = Infinity

/** 2^63-1: a tombstone's revision, or a `$tb` that hides everything for ever. */
export const maxInt64 = 2n ** 63n - 1n

/** A revision or limit as Postgres or a client gives it. */
export function toNumber(value: bigint | string): number {
  const number = Number(value)
  return number >= 2 ** 63 ? tombstoneRevision : number
}

/** A revision or position to read from; beyond what a number can hold there are no events. */
export function toPlace(value: bigint): number {
  return Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : value)
}
