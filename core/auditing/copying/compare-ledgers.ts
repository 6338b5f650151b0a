import type { ReadableWhole, WholeEvent } from '../../ledger/whole-ledger.ts'
import { essenceOf, sourcePosition } from './carried.ts'
import { isMark, saidBy, streamOf } from './stream-marks.ts'

const listed = 100

/** How an event of a source and its copy differ; `limits`: what the store says of the stream does. */
export interface CopyDifference {
  readonly kind: 'missing' | 'extra' | 'differs' | 'limits'
  readonly stream: string
  readonly id: string
  /** In the source; where `extra`, in the copy. */
  readonly position: bigint
}

/** What comparing a ledger with its copy came to. */
export interface Compared {
  readonly equal: number
  /** On one side alone, of streams whose events expire: they went between the copy and the comparison. */
  readonly expired: number
  readonly differenceCount: number
  /** The first hundred. */
  readonly differences: readonly CopyDifference[]
}

interface CompareRequest {
  readonly source: ReadableWhole
  readonly copy: ReadableWhole
  /** Up to this position of the source. */
  readonly upTo: bigint
  readonly tell: (progress: { readonly events: number; readonly position: bigint }) => void
}

/** Compares a ledger with its copy, event by event and in order: nothing missing, nothing more, nothing other, nothing elsewhere. */
export async function compareLedgers(request: CompareRequest): Promise<Compared> {
  const { source, copy, upTo, tell } = request
  const [marks, copiedMarks]: [Marks, Marks] = [new Map(), new Map()]
  const ours = walk(source, marks, upTo)
  const theirs = walk(copy, copiedMarks, undefined)
  const differences = new Differences()
  let equal = 0
  let [left, right] = [await ours(), await theirs()]
  while (left ?? right) {
    const side = sideOf(left, right)
    if (left && right && side === 'both') {
      if (essenceOf(left) === essenceOf(right)) equal += 1
      else differences.note('differs', left)
    } else if (left && side === 'left') differences.note('missing', left)
    else if (right) differences.note('extra', right)
    if (left && equal % 1_000 === 0) tell({ events: equal, position: left.position })
    if (side !== 'right') left = await ours()
    if (side !== 'left') right = await theirs()
  }
  for (const [stream, { id, position, said }] of marks)
    if (copiedMarks.get(stream)?.said !== said) differences.note('limits', { id, stream, position })
  return {
    equal,
    ...differences.judge(stream => marks.has(stream) || copiedMarks.has(stream)),
  }
}

/** Collects what differs; which of it has only expired shows at the end, for limits may come later than the events. */
class Differences {
  readonly #first: CopyDifference[] = []
  readonly #counts = new Map<string, { differs: number; oneSided: number }>()

  note(kind: CopyDifference['kind'], { id, stream, position }: Omit<CopyDifference, 'kind'>): void {
    const counts = this.#counts.get(stream) ?? { differs: 0, oneSided: 0 }
    counts[isOneSided(kind) ? 'oneSided' : 'differs'] += 1
    this.#counts.set(stream, counts)
    if (counts.differs + counts.oneSided <= listed) this.#first.push({ kind, stream, id, position })
  }

  judge(expires: (stream: string) => boolean): Omit<Compared, 'equal'> {
    const judged = [...this.#counts].map(([stream, { differs, oneSided }]) =>
      expires(stream)
        ? { expired: oneSided, differenceCount: differs }
        : { expired: 0, differenceCount: differs + oneSided },
    )
    const differences = this.#first
      .filter(({ kind, stream }) => !(isOneSided(kind) && expires(stream)))
      .slice(0, listed)
    return {
      expired: judged.reduce((sum, one) => sum + one.expired, 0),
      differenceCount: judged.reduce((sum, one) => sum + one.differenceCount, 0),
      differences,
    }
  }
}

function isOneSided(kind: CopyDifference['kind']): boolean {
  return kind === 'missing' || kind === 'extra'
}

/** What the store says of a stream last. */
type Marks = Map<string, Pick<WholeEvent, 'id' | 'position'> & { readonly said: string }>

/** Which side has the earlier event. What was not copied at all is extra wherever it stands. */
function sideOf(
  left: WholeEvent | undefined,
  right: WholeEvent | undefined,
): 'left' | 'right' | 'both' {
  if (!left) return 'right'
  if (!right) return 'left'
  const from = sourcePosition(right)
  if (from === undefined || from < left.position) return 'right'
  return from > left.position ? 'left' : 'both'
}

/** Steps through the events of a ledger, and notes what the store says of streams. */
function walk(
  ledger: ReadableWhole,
  marks: Marks,
  upTo: bigint | undefined,
): () => Promise<WholeEvent | undefined> {
  const reading = ledger.readAll()[Symbol.asyncIterator]()
  return async () => {
    for (;;) {
      const { value, done } = await reading.next()
      if (done || (upTo !== undefined && value.position > upTo)) {
        await reading.return?.()
        return undefined
      }
      if (!isMark(value)) return value
      const { id, position } = value
      marks.set(streamOf(value), { id, position, said: saidBy(value) })
    }
  }
}
