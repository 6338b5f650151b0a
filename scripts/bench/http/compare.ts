import { median, printFigure, quantile } from '../figures.ts'
import { appendBarely } from './bare-client.ts'
import { cpuMsOf, type Ground, type Served } from './ground.ts'
import { type Ask, type Load, load } from './load.ts'

/** How often, and for how long each time. */
export interface Length {
  readonly rounds: number
  readonly seconds: number
}

const bareCallers = 64

/** What was measured of a server: answers a second, and processor time an answer in microseconds. */
interface Figure {
  readonly rate: number
  readonly cpuUs: number
  readonly answerMs: readonly number[]
  readonly failed: number
}

async function measure(
  { url, pid }: Served,
  asks: readonly Ask[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Figure> {
  const before = await cpuMsOf(pid)
  const { answers, answerMs, failed, ...taken }: Load = await load(url, asks, {
    connections,
    seconds,
  })
  const cpuUs = ((await cpuMsOf(pid)) - before) * (1_000 / answers)
  return { rate: answers / taken.seconds, cpuUs, answerMs, failed }
}

/** Compares an answer of Decklog with the bare hapi's, round by round. */
export async function compare(
  what: string,
  { own, bare }: Ground,
  {
    rounds,
    ...how
  }: Length & { readonly ours: readonly Ask[]; readonly bare: Ask; readonly connections: number },
): Promise<void> {
  const taken: { ours: Figure; bare: Figure }[] = []
  const ours = (): Promise<Figure> => measure(own, how.ours, how)
  const theirs = (): Promise<Figure> => measure(bare, [how.bare], how)
  await warm([ours, theirs])
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await ours() : undefined
    const barely = await theirs()
    taken.push({ ours: first ?? (await ours()), bare: barely })
  }
  const rates = taken.map(round => round.ours.rate / round.bare.rate)
  const cpu = taken.map(round => round.bare.cpuUs / round.ours.cpuUs)
  const all = taken.flatMap(round => round.ours.answerMs)
  printFigure(
    what,
    [
      `${middle(taken, 'ours', 'rate')}/s, hapi ${middle(taken, 'bare', 'rate')}/s: ${spread(rates)}`,
      `CPU ${middle(taken, 'ours', 'cpuUs')} and ${middle(taken, 'bare', 'cpuUs')} µs: ${spread(cpu)}`,
      quantiles(all),
      ...failures(taken.map(round => round.ours.failed + round.bare.failed)),
    ].join('; '),
  )
}

async function warm(all: readonly (() => Promise<Figure>)[]): Promise<void> {
  for (const one of all) await one()
}

function middle(
  taken: readonly Readonly<Record<'ours' | 'bare', Figure>>[],
  whose: 'ours' | 'bare',
  which: 'rate' | 'cpuUs',
): number {
  return Math.round(median(taken.map(round => round[whose][which])))
}

/** Measures how many beats are taken in, beside what the bare client appends. */
export async function takeIn(
  what: string,
  { own, node }: Ground,
  {
    rounds,
    asks,
    each,
    ...how
  }: Length & {
    readonly asks: readonly Ask[]
    readonly each: number
    readonly connections: number
  },
): Promise<void> {
  const client = await appendBarely(node.url, bareCallers)
  const taken: (Omit<Figure, 'rate'> & { beats: number; bare: number })[] = []
  await warm([() => measure(own, asks, how)])
  await client.rate(how.seconds)
  for (let round = 0; round < rounds; round += 1) {
    const bare = round % 2 === 0 ? await client.rate(how.seconds) : undefined
    const { rate, cpuUs, ...rest } = await measure(own, asks, how)
    const beats = rate * each
    taken.push({
      beats,
      cpuUs: cpuUs / each,
      ...rest,
      bare: bare ?? (await client.rate(how.seconds)),
    })
  }
  await client.close()
  const at = (which: 'beats' | 'bare' | 'cpuUs'): number =>
    Math.round(median(taken.map(one => one[which])))
  printFigure(
    what,
    [
      `${at('beats')}/s, bare client ${at('bare')}/s: ${spread(taken.map(one => one.beats / one.bare))}`,
      `CPU ${at('cpuUs')} µs a beat`,
      quantiles(taken.flatMap(one => one.answerMs)),
      ...failures(taken.map(one => one.failed)),
    ].join('; '),
  )
}

function failures(failed: readonly number[]): readonly string[] {
  const all = failed.reduce((sum, one) => sum + one, 0)
  return all === 0 ? [] : [`${all} requests failed`]
}

function spread(ratios: readonly number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map(one => one.toFixed(2))
  return `${median(ratios).toFixed(2)} (${least} - ${most})`
}

function quantiles(ms: readonly number[]): string {
  const [p50, p99] = [0.5, 0.99].map(share => quantile(ms, share).toFixed(1))
  return `p50 ${p50} ms, p99 ${p99} ms`
}
