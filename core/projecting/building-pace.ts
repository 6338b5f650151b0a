const windowMs = 20_000

/** How far a table has come, at one moment. */
interface Sample {
  readonly atMs: number
  readonly position: bigint
  readonly events: number
}

/** How fast a table is being built; null as long as that is not known. */
export interface Pace {
  readonly eventsPerSecond: number | null
  readonly secondsLeft: number | null
}

/** Tells the pace of building from what was seen of the last 20 s. */
export class BuildingPace {
  #samples: readonly Sample[] = []

  see(sample: Sample): void {
    const since = sample.atMs - windowMs
    this.#samples = [...this.#samples.filter(({ atMs }) => atMs >= since), sample]
  }

  pace(head: bigint | undefined): Pace {
    const [first] = this.#samples
    const last = this.#samples.at(-1)
    const seconds = first && last ? (last.atMs - first.atMs) / 1_000 : 0
    if (!first || !last || seconds <= 0) return { eventsPerSecond: null, secondsLeft: null }
    const moved = Number(last.position - first.position) / seconds
    const left = head === undefined ? undefined : Math.max(0, Number(head - last.position))
    return {
      eventsPerSecond: Math.round((last.events - first.events) / seconds),
      secondsLeft: left === undefined || moved <= 0 ? null : Math.ceil(left / moved),
    }
  }
}

/** The paces of all tables that are being built, by name. */
export class BuildingPaces {
  readonly #paces = new Map<string, BuildingPace>()

  /** What is not among those that are seen is built no longer. */
  see(atMs: number, building: readonly (Omit<Sample, 'atMs'> & Table)[]): void {
    const names = new Set(building.map(nameOf))
    for (const name of this.#paces.keys()) if (!names.has(name)) this.#paces.delete(name)
    for (const one of building) {
      const pace = this.#paces.get(nameOf(one)) ?? new BuildingPace()
      this.#paces.set(nameOf(one), pace)
      pace.see({ atMs, position: one.position, events: one.events })
    }
  }

  paceOf(table: Table, head: bigint | undefined): Pace {
    return (
      this.#paces.get(nameOf(table))?.pace(head) ?? { eventsPerSecond: null, secondsLeft: null }
    )
  }
}

interface Table {
  readonly projection: string
  readonly version: number
  readonly generation: number
}

function nameOf({ projection, version, generation }: Table): string {
  return `${projection} ${version} ${generation}`
}
