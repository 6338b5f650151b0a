import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { judgeAll } from '../../core/guarding/judging/judge.ts'
import type { MeasureLimits } from '../../core/guarding/measure.ts'
import { printFigure } from './figures.ts'
import { runDecklog } from './start-own.ts'

const usage = `npm run bench -- guards [--guards 200] [--subjects 10] [--every 10] [--seconds 60] [--warm 60]

A whole Decklog with so many guards: what it takes of one core by process, how many events it records a second, its memory; and what
judging one reading of three measures takes.
`

const token = 'an-admin-token-for-the-bench-0123456789'

/** Measures what many guards cost. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      guards: { type: 'string', default: '200' },
      subjects: { type: 'string', default: '10' },
      every: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
      warm: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  measureJudging()
  const folder = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  try {
    await writeGuards(folder, Number(values.guards), Number(values.subjects))
    await writeConfig(folder, Number(values.guards), Number(values.every))
    await measureDecklog(folder, Number(values.warm), Number(values.seconds))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const limits: MeasureLimits = {
  side: 'below',
  warning: { enter: 20, leave: 25, enterAfterSeconds: 60 },
  critical: { enter: 10, leave: 15, enterAfterSeconds: 60 },
  leaveAfterSeconds: 300,
}

function measureJudging(): void {
  const rounds = 200_000
  const all = { a: limits, b: limits, c: limits }
  const beginMs = performance.now()
  for (let value = 0; value < rounds; value += 1)
    judgeAll({ a: value % 100, b: value % 30, c: value % 12 }, all)
  const microseconds = ((performance.now() - beginMs) * 1_000) / rounds
  printFigure('judging one reading', `${microseconds.toFixed(2)} µs`)
}

const nameOf = (index: number): string => `bench${index}`

async function writeGuards(folder: string, guards: number, subjects: number): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"name":"bench","type":"module"}')
  for (let index = 0; index < guards; index += 1) {
    const own = join(folder, 'plugins', nameOf(index))
    await mkdir(own, { recursive: true })
    await writeFile(
      join(own, 'guard.js'),
      `import { defineGuard } from 'decklog'
export default defineGuard({
  name: '${nameOf(index)}', version: '1.0.0', summary: 'Reads nothing.', every: 10,
  measures: { a: { title: 'A', unit: 'percent', below: { warning: 20, critical: 10 } } },
  read: () => Array.from({ length: ${subjects} }, (_, subject) => ({
    subject: 's' + subject, values: { a: 50 + 40 * Math.random() },
  })),
})
`,
    )
  }
}

async function writeConfig(folder: string, guards: number, interval: number): Promise<void> {
  const plugins = Object.fromEntries(
    Array.from({ length: guards }, (_, index) => [nameOf(index), { interval }]),
  )
  const own = { port: 0, ledgerPort: 21_130, dataDir: join(folder, 'data') }
  await writeFile(
    join(folder, 'decklog.yml'),
    stringify({ ...own, extensions: [folder], plugins, adminToken: token }),
  )
}

async function measureDecklog(folder: string, warm: number, seconds: number): Promise<void> {
  const words = ['start', '--config', join(folder, 'decklog.yml')]
  const child = spawn(process.execPath, [...runDecklog, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DECKLOG_LOG_LEVEL: 'error' },
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  try {
    const url = await urlOf(child)
    await delay(warm * 1_000)
    const before = await look(url, child.pid ?? 0)
    await delay(seconds * 1_000)
    const after = await look(url, child.pid ?? 0)
    tell(before, after)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function urlOf(child: ReturnType<typeof spawn>): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const url = /API\s+(http:\/\/\S+)/.exec(said)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('Decklog did not start')
}

interface Look {
  readonly atMs: number
  readonly events: number
  readonly processes: ReadonlyMap<string, { readonly seconds: number; readonly mebibytes: number }>
}

async function look(url: string, pid: number): Promise<Look> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const folded = /^decklog_projection_events_total\{.*guard-levels.*\} (\d+)/m.exec(metrics)
  const events = Number(folded?.[1] ?? NaN)
  const processes = new Map<string, { seconds: number; mebibytes: number }>()
  for (const [name, pids] of await family(pid)) {
    const own = await Promise.all(pids.map(usageOf))
    processes.set(name, {
      seconds: own.reduce((sum, one) => sum + one.seconds, 0),
      mebibytes: own.reduce((sum, one) => sum + one.mebibytes, 0),
    })
  }
  return { atMs: performance.now(), events, processes }
}

/** Decklog itself, and what it has begun: its ledger node, and the processes of Postgres. */
async function family(pid: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const one of all) {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')
    parents.set(one, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const isOf = (one: number): boolean => {
    for (let at: number | undefined = parents.get(one); at; at = parents.get(at))
      if (at === pid) return true
    return false
  }
  const children = all.filter(isOf)
  const node: number[] = []
  const postgres: number[] = []
  for (const one of children) {
    const line = await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')
    if (line.includes('ledger-child')) node.push(one)
    else postgres.push(one)
  }
  return new Map([
    ['Decklog', [pid]],
    ['ledger node', node],
    ['Postgres', postgres],
  ])
}

const ticksPerSecond = 100
const pageBytes = 4_096

async function usageOf(
  pid: number,
): Promise<{ readonly seconds: number; readonly mebibytes: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  return {
    seconds: ticks / ticksPerSecond,
    mebibytes: (Number(fields[21] ?? 0) * pageBytes) / 1_048_576,
  }
}

function tell(before: Look, after: Look): void {
  const seconds = (after.atMs - before.atMs) / 1_000
  printFigure('events', `${((after.events - before.events) / seconds).toFixed(1)} events/s`)
  for (const [name, { seconds: used, mebibytes }] of after.processes) {
    const share = ((used - (before.processes.get(name)?.seconds ?? 0)) * 100) / seconds
    printFigure(name, `${share.toFixed(1)} % of one core, ${mebibytes.toFixed(0)} MiB`)
  }
}
