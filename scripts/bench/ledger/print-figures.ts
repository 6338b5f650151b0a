import type { Figures, TargetFigures } from './run-rounds.ts'

/** Prints a table of what was measured. */
export function printFigures(all: readonly Figures[]): void {
  const names = all[0]?.targets.map(({ name }) => name) ?? []
  const head = [...names.flatMap((name, i) => (isLast(i, names) ? [name] : [name, 'ratio']))]
  print('', [...head, 'client alone', 'Postgres alone'])
  for (const { scenario, unit, targets, client, postgres } of all) {
    const figures = targets.flatMap((target, i) => cells(target, isLast(i, targets)))
    const limits = [number(client), postgres === undefined ? '' : number(postgres)]
    print(`${scenario} (${unit})`, [...figures, ...limits])
  }
}

function cells({ median, ratio }: TargetFigures, isReference: boolean): string[] {
  if (isReference) return [number(median)]
  const range = `${ratio.least.toFixed(2)}-${ratio.most.toFixed(2)}`
  return [number(median), `${ratio.median.toFixed(2)} (${range})`]
}

function isLast(i: number, list: readonly unknown[]): boolean {
  return i === list.length - 1
}

function number(figure: number): string {
  return figure < 100 ? figure.toFixed(1) : String(Math.round(figure))
}

function print(label: string, cells: readonly string[]): void {
  process.stdout.write(`${label.padEnd(44)}${cells.map(cell => cell.padStart(18)).join('')}\n`)
}
