import { readdirSync, readFileSync } from 'node:fs'

/** A process below another one. */
export interface Descendant {
  readonly pid: number
  readonly command: string
}

/** Every living process below `pid`, children first. */
export function descendantsOf(pid: number): Descendant[] {
  const children = new Map<number, Descendant[]>()
  for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    const process = inspect(Number(entry))
    if (process) children.set(process.parent, [...(children.get(process.parent) ?? []), process])
  }
  const below = (parent: number): Descendant[] =>
    (children.get(parent) ?? []).flatMap(child => [child, ...below(child.pid)])
  return below(pid)
}

/** Sends a signal to processes that may have ended already. */
export function signalAll(processes: readonly Descendant[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}

function inspect(pid: number): (Descendant & { parent: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { pid, parent, command }
  } catch {
    return undefined
  }
}
