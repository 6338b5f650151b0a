/** Entries in a row of which the events came one behind the other. */
interface Stretch {
  readonly from: number
  to: number
  /** Each is as it was, its position included. */
  readonly exact: boolean
}

/** So many stretches are told apart; what is more disordered than that is settled piece by piece. */
const mostStretches = 2_048

/** In which order the events of a log came, while they do not come in that of its entries: which of them were moved? */
export class ArrivalOrder {
  #stretches: Stretch[] = []

  get isFull(): boolean {
    return this.#stretches.length >= mostStretches
  }

  /** Notes by the number of its entry which event came. */
  note(index: number, exact: boolean): void {
    const last = this.#stretches.at(-1)
    if (last?.exact === exact && last.to + 1 === index) last.to = index
    else this.#stretches.push({ from: index, to: index, exact })
  }

  /**
   * Which were moved, as numbers of entries; and begins anew. Where all that is not in its place is in one another's, two and two, these
   * were: also two neighbours, of whom nobody can tell which one moved. Else the fewest, so that all others came in their order; what is as
   * it was moves last: in a ledger it has the position it had.
   */
  takeMoved(): readonly number[] {
    const stretches = this.#stretches
    this.#stretches = []
    if (stretches.length < 2) return []
    const swapped = swappedOf(stretches)
    const stayed = swapped ? undefined : heaviestInOrder(stretches)
    return stretches
      .filter(one => one.exact && (swapped ? swapped.has(one) : !stayed?.has(one)))
      .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      .sort((a, b) => a - b)
  }
}

/** Those that are in one another's place, two and two of one length; undefined when anything else is out of its place. */
function swappedOf(stretches: readonly Stretch[]): ReadonlySet<Stretch> | undefined {
  const inOrder = [...stretches].sort((a, b) => a.from - b.from)
  const cameAt = new Map(stretches.map((one, i) => [one, i]))
  const swapped = new Set<Stretch>()
  for (const [i, one] of stretches.entries()) {
    const other = inOrder[i]
    if (!other || other === one) continue
    const isPair = inOrder[cameAt.get(other) ?? -1] === one && lengthOf(other) === lengthOf(one)
    if (!isPair) return undefined
    swapped.add(one)
  }
  return swapped
}

function lengthOf({ from, to }: Stretch): number {
  return to - from + 1
}

interface Chain {
  readonly last: Stretch
  readonly weight: number
  readonly before: Chain | undefined
}

function heaviestInOrder(stretches: readonly Stretch[]): ReadonlySet<Stretch> {
  const chains: Chain[] = []
  for (const last of stretches) {
    const before = heaviest(chains.filter(chain => chain.last.to < last.from))
    const own = lengthOf(last) * (last.exact ? 2 : 1)
    chains.push({ last, weight: own + (before?.weight ?? 0), before })
  }
  const stayed = new Set<Stretch>()
  for (let chain = heaviest(chains); chain; chain = chain.before) stayed.add(chain.last)
  return stayed
}

// Of equals the one that came later: what came before its time was moved.
function heaviest(chains: readonly Chain[]): Chain | undefined {
  return chains.reduce<Chain | undefined>(
    (best, chain) => (best && best.weight > chain.weight ? best : chain),
    undefined,
  )
}
