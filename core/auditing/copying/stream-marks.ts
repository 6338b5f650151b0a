import type { WholeEvent, WholeLedger } from '../../ledger/whole-ledger.ts'
import { sourcePosition, withOrigin } from './carried.ts'
import { readOrigin } from '../../history/origin.ts'

const truncateBefore = '$tb'

/** Tells whether an event is what the store says of a stream, rather than one of the stream. */
export function isMark({ type }: WholeEvent): boolean {
  return type.startsWith('$')
}

/** The stream that a mark is about. */
export function streamOf({ type, stream }: WholeEvent): string {
  return type === '$metadata' ? stream.slice(2) : stream
}

/** What a mark says, but for where a stream is cut off, which is another place in a copy; a deletion has no more to say. */
export function saidBy({ type, data }: WholeEvent): string {
  if (type === '$streamDeleted') return 'deleted'
  const said = Object.entries(isObject(data) ? data : {}).filter(([key]) => key !== truncateBefore)
  return JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Does to the copy of a stream what was done to the stream: its limits and rights as they are, a deletion as a deletion, and where it
 * was cut off at the event at which the copy has the first that was left.
 */
export async function applyMark(ledger: WholeLedger, mark: WholeEvent): Promise<void> {
  if (mark.type === '$streamDeleted') return ledger.remove(mark.stream, 'for_good')
  const stream = streamOf(mark)
  const data = isObject(mark.data) ? mark.data : {}
  const cut = data[truncateBefore]
  // A deletion cuts off at the last revision there can be, which no number of JavaScript is.
  if (typeof cut === 'number' && cut > Number.MAX_SAFE_INTEGER) return ledger.remove(stream, 'soft')
  const here = typeof cut === 'number' ? await revisionHere(ledger, stream, BigInt(cut)) : undefined
  const mapped = here === undefined ? data : { ...data, [truncateBefore]: Number(here) }
  await ledger.append(mark.stream, [{ ...withOrigin(mark), data: mapped }], 'any')
}

/** The revision in the copy of the first event of a stream that was at `revision` or after it in the source. */
async function revisionHere(
  ledger: WholeLedger,
  stream: string,
  revision: bigint,
): Promise<bigint> {
  let here: bigint | undefined
  for await (const event of ledger.readBack(stream)) {
    here ??= event.revision + 1n
    if (firstRevision(event) < revision) return here
    here = event.revision
  }
  return here ?? 0n
}

function firstRevision(event: WholeEvent): bigint {
  const { metadata } = event
  const text = isObject(metadata) ? metadata['origin'] : undefined
  if (sourcePosition(event) === undefined || typeof text !== 'string') return event.revision
  return readOrigin({ origin: text })?.revision ?? event.revision
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
