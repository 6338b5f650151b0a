import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { codeOf } from '../../core/errors.ts'
import { printFigure } from './figures.ts'
import { startOwn } from './start-own.ts'

const usage = `npm run bench -- rest [--seconds 600] [--after 60]

What a Decklog with embedded servers takes of the processor and of memory when it is asked nothing: its own process, the ledger node
and Postgres, from so many seconds after its start. Of Linux alone, which tells it by /proc.
`

const bytesOfMb = 1_000_000
const bytesOfKb = 1_024

type Part = 'Decklog' | 'ledger node' | 'Postgres'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly part: Part
  /** Of all its threads that live, in milliseconds. */
  readonly cpuMs: number
}

/** Measures a Decklog at rest. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seconds: { type: 'string', default: '600' },
      after: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const own = await startOwn()
  try {
    await delay(Number(values.after) * 1_000)
    await measure(own.pid, Number(values.seconds))
  } finally {
    await own.stop()
  }
}

async function measure(pid: number, seconds: number): Promise<void> {
  const before = new Map((await processesOf(pid)).map(one => [one.pid, one.cpuMs] as const))
  const startedMs = performance.now()
  await delay(seconds * 1_000)
  const tookMs = performance.now() - startedMs
  const after = await processesOf(pid)
  const share = (chosen: readonly Process[]): string => {
    const ms = chosen.reduce((sum, one) => sum + one.cpuMs - (before.get(one.pid) ?? 0), 0)
    return `${((100 * ms) / tookMs).toFixed(2)} % of a core`
  }
  for (const part of ['Decklog', 'ledger node', 'Postgres'] as const)
    printFigure(part, share(after.filter(one => one.part === part)))
  printFigure('all', share(after))
  const bytes = await Promise.all(after.map(one => memoryOf(one.pid)))
  const mb = bytes.reduce((sum, one) => sum + one, 0) / bytesOfMb
  printFigure('memory, what is shared counted once', `${mb.toFixed(0)} MB`)
}

/** A process and all that it has begun, as far as they still run. */
async function processesOf(root: number): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const all = (await Promise.all(pids.map(pid => ifItRuns(() => processOf(pid, root))))).flatMap(
    one => one ?? [],
  )
  const family = new Set([root])
  for (let size = 0; size < family.size;) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.filter(({ pid }) => family.has(pid))
}

async function processOf(pid: number, root: number): Promise<Process> {
  const [stat, command, threads] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
    readdir(`/proc/${pid}/task`),
  ])
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  const part =
    pid === root ? 'Decklog' : command.includes('ledger-child') ? 'ledger node' : 'Postgres'
  const ns = await Promise.all(
    threads.map(thread =>
      ifItRuns(() => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')),
    ),
  )
  const cpuMs = ns.reduce((sum, text) => sum + Number(text?.split(' ')[0] ?? 0) / 1e6, 0)
  return { pid, parent, part, cpuMs }
}

async function memoryOf(pid: number): Promise<number> {
  const text = await ifItRuns(() => readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text ?? '')?.[1] ?? 0) * bytesOfKb
}

// Processes and threads end at any moment, and then they are not there to be read.
async function ifItRuns<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined
    throw error
  }
}
