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
   * The fewest that were moved, so that all others came in their order, as numbers of entries; and begins anew. Of two in one another's place
   * both were moved, and nothing between them. What is as it was moves last: in a ledger it has the position it had.
   */
  takeMoved(): readonly number[] {
    const stretches = this.#stretches
    this.#stretches = []
    if (stretches.length < 2) return []
    const stayed = heaviestInOrder(stretches)
    return stretches
      .filter(one => one.exact && !stayed.has(one))
      .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      .sort((a, b) => a - b)
  }
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
    const own = (last.to - last.from + 1) * (last.exact ? 2 : 1)
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
