import { type PerformanceFigure, parsePerformanceData } from './performance-data.ts'

/** What a check program has said, as the Monitoring Plugins guidelines part it. */
export interface CheckOutput {
  /** The first line. */
  readonly text: string
  /** The lines after it; empty when there are none. */
  readonly longText: string
  readonly figures: readonly PerformanceFigure[]
}

const mostTextCharacters = 1_000

/**
 * Parts the output of a check program (Monitoring Plugins guidelines, "Plugin Output"; Nagios 3 and later, "Plugin API"): the first line
 * is text, and performance data behind a bar; then lines of long text; behind the bar in one of those, and in all lines after it, is
 * performance data again.
 */
export function parseOutput(output: Buffer): CheckOutput {
  const [first = '', ...lines] = readable(output).split('\n')
  const [text, data] = partAtBar(first)
  const bar = lines.findIndex(line => line.includes('|'))
  const [before, after] = bar < 0 ? [lines, []] : [lines.slice(0, bar), lines.slice(bar)]
  const [lastText, firstData] = partAtBar(after[0] ?? '')
  const long = [...before, lastText]
    .map(line => line.trimEnd())
    .join('\n')
    .trim()
  const further = [firstData, ...after.slice(1)].join(' ')
  return {
    text: text.slice(0, mostTextCharacters).toWellFormed(),
    longText: long.slice(0, mostTextCharacters).toWellFormed(),
    figures: parsePerformanceData(`${data} ${further}`),
  }
}

function partAtBar(line: string): readonly [text: string, data: string] {
  const bar = line.indexOf('|')
  return bar < 0 ? [line.trim(), ''] : [line.slice(0, bar).trim(), line.slice(bar + 1)]
}

/** Bytes of any kind as text without what controls a terminal: foreign bytes become U+FFFD, lines end by `\n` alone. */
function readable(output: Buffer): string {
  const text = output.toString('utf8').replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ')
  // oxlint-disable-next-line no-control-regex -- escape sequences begin with one
  return text.replaceAll(/\u001B\[[\d;?]*[ -/]*[@-~]/g, '').replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD')
}
