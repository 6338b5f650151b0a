import uPlot from 'uplot'
import type { Level } from '../words/levels.ts'
import { describeValue } from '../words/values.ts'
import { faint, line, type Point, trace } from './canvas-lines.ts'
import type { ChartData, ChartForecast, ChartLimit } from './chart.tsx'

const height = 220

/** Draws a chart into an element; what it answers takes it away. */
export function drawChart(place: HTMLElement, data: ChartData): () => void {
  const colours = coloursOf(place)
  const plot = new uPlot(
    optionsOf(data, { colours, width: place.clientWidth }),
    columnsOf(data),
    place,
  )
  const resize = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height }))
  resize.observe(place)
  return () => {
    resize.disconnect()
    plot.destroy()
  }
}

type Colours = Readonly<Record<Level | 'text' | 'line' | 'accent', string>>

function coloursOf(place: HTMLElement): Colours {
  const style = getComputedStyle(place)
  const probe = document.createElement('span')
  place.append(probe)
  // What a variable holds is not resolved by itself: an element that wears it is.
  const read = (name: string): string => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const colours = {
    ok: read('--ok'),
    warning: read('--warning'),
    critical: read('--critical'),
    emergency: read('--emergency'),
    unknown: read('--unknown'),
    line: read('--line'),
    accent: read('--accent'),
    text: style.color,
  }
  probe.remove()
  return colours
}

function columnsOf({ points }: ChartData): uPlot.AlignedData {
  return [
    points.map(({ at }) => at / 1000),
    points.map(({ value, min }) => min ?? value),
    points.map(({ value, max }) => max ?? value),
    points.map(({ value }) => value),
  ]
}

interface Look {
  readonly colours: Colours
  readonly width: number
}

function optionsOf(data: ChartData, { colours, width }: Look): uPlot.Options {
  const { unit, from, to, limits, forecast } = data
  const write = (value: number | null): string => (value === null ? '' : describeValue(value, unit))
  const axis = {
    stroke: colours.text,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
  }
  const edge = { stroke: 'transparent', points: { show: false } }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => [from / 1000, Math.max(to, forecast?.latestAt ?? 0) / 1000] },
      y: { range: (_plot, low, high) => rangeOf(data, low, high) },
    },
    axes: [
      { ...axis, values: (_plot, times) => times.map(time => tick(time * 1000, to - from)) },
      { ...axis, size: 72, values: (_plot, values) => values.map(write) },
    ],
    series: [
      {},
      edge,
      edge,
      {
        ...{ stroke: colours.accent, width: 1.5, spanGaps: false },
        // A reading between two gaps is no line, and would not be seen.
        points: { show: true, size: 5, fill: colours.accent, filter: alone },
      },
    ],
    bands: [{ series: [2, 1], fill: faint(colours.accent) }],
    hooks: {
      draw: [
        plot => limits.forEach((limit, place) => drawLimit(plot, limit, { colours, write, place })),
        plot => forecast && drawForecast(plot, forecast, colours),
      ],
      setCursor: [plot => tell(plot, data, write)],
    },
  }
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayMs = 86_400_000

/** A time below the picture: the clock where it shows hours, and at midnight and over days the day. */
function tick(at: number, shownMs: number): string {
  const time = clock.format(at)
  return shownMs > 2 * dayMs || time === '00:00' ? day.format(at) : time
}

function alone(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? []
  const isRead = (place: number): boolean => typeof values[place] === 'number'
  return [...values.keys()].filter(at => isRead(at) && !isRead(at - 1) && !isRead(at + 1))
}

// The limits are part of the picture, however far the values are from them.
function rangeOf({ limits, forecast }: ChartData, low: number, high: number): [number, number] {
  const values = [low, high, ...limits.map(({ value }) => value), forecast?.reaches]
  const known = values.filter((value): value is number => Number.isFinite(value))
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const room = (most - least || Math.abs(most) || 1) * 0.08
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room]
}

interface LimitLook extends Pick<Look, 'colours'> {
  write(value: number): string
  readonly place: number
}

function drawLimit(
  plot: uPlot,
  { level, value }: ChartLimit,
  { colours, write, place }: LimitLook,
): void {
  const { ctx, bbox } = plot
  const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5
  ctx.save()
  ctx.strokeStyle = colours[level]
  ctx.fillStyle = colours.text
  // Words of limits that lie close stand at either end, and do not cover one another.
  const side = place % 2 === 0 ? 'left' : 'right'
  ctx.textAlign = side
  ctx.textBaseline = 'alphabetic'
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio])
  line(ctx, [
    [bbox.left, y],
    [bbox.left + bbox.width, y],
  ])
  const inset = 6 * devicePixelRatio
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`
  ctx.fillText(
    `${level} at ${write(value)}`,
    side === 'left' ? bbox.left + inset : bbox.left + bbox.width - inset,
    y - 4 * devicePixelRatio,
  )
  ctx.restore()
}

function drawForecast(plot: uPlot, forecast: ChartForecast, colours: Colours): void {
  const { ctx } = plot
  const at = (ms: number, value: number): Point => [
    plot.valToPos(ms / 1000, 'x', true),
    plot.valToPos(value, 'y', true),
  ]
  const start = at(forecast.at, forecast.value)
  const soonest = at(forecast.soonestAt, forecast.reaches)
  const latest = at(forecast.latestAt, forecast.reaches)
  ctx.save()
  ctx.fillStyle = faint(colours.accent)
  ctx.strokeStyle = colours.accent
  ctx.lineWidth = devicePixelRatio
  trace(ctx, [start, soonest, latest])
  ctx.closePath()
  ctx.fill()
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
  line(ctx, [start, soonest])
  line(ctx, [start, latest])
  ctx.restore()
}

/** What stands under the pointer is said as any other tip is. */
function tell(plot: uPlot, { points }: ChartData, write: (value: number | null) => string): void {
  const point = points[plot.cursor.idx ?? -1]
  if (!point) return plot.over.removeAttribute('data-tip')
  const time = new Date(point.at).toLocaleString('en-GB')
  plot.over.setAttribute(
    'data-tip',
    point.value === null ? `${time}: nothing was read` : `${time}: ${write(point.value)}`,
  )
}
