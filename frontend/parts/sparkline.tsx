interface SparklineProps {
  /** Oldest first; null where nothing was read. */
  readonly values: readonly (number | null)[]
  /** What it shows, in words: it is no ornament. */
  readonly label: string
}

const width = 96
const height = 20
const inset = 2

/** The way of a value over time, in the height of a line of text. */
export function Sparkline({ values, label }: SparklineProps) {
  return (
    <svg
      class="sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <path d={sparkPath(values)} />
    </svg>
  )
}

/** The path of a line through values; it is broken where nothing was read, and lies in the middle when nothing changes. */
function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter(value => value !== null)
  const low = known.reduce((a, b) => Math.min(a, b), Infinity)
  const span = known.reduce((a, b) => Math.max(a, b), -Infinity) - low
  const room = height - 2 * inset
  const step = values.length > 1 ? width / (values.length - 1) : 0
  let pen: 'up' | 'down' = 'up'
  return values
    .flatMap((value, at) => {
      const before = pen
      pen = value === null ? 'up' : 'down'
      if (value === null) return []
      const y = span === 0 ? height / 2 : height - inset - ((value - low) / span) * room
      // A reading alone, between two gaps, is a point.
      const isAlone = before === 'up' && (values[at + 1] ?? null) === null
      const point = `${round(at * step)} ${round(y)}`
      return [`${before === 'up' ? 'M' : 'L'}${point}${isAlone ? 'h0.01' : ''}`]
    })
    .join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
