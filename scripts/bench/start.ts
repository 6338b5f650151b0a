import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { runDecklog } from './start-own.ts'

const usage = `npm run bench -- start [--rounds 3]

How long Decklog takes until it is ready: on the first start, which makes its databases, and on the one after; and to stop.
`

interface Round {
  readonly first: number
  readonly second: number
  readonly stop: number
}

/** Measures starts and stops of a Decklog of its own, in seconds. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const rounds: Round[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) rounds.push(await measure())
  for (const what of ['first', 'second', 'stop'] as const) {
    const seconds = rounds.map(round => round[what]).sort((a, b) => a - b)
    const median = seconds[Math.floor(seconds.length / 2)] ?? 0
    process.stdout.write(
      `${what.padEnd(8)}${median.toFixed(2)} s, of ${seconds.map(s => s.toFixed(2)).join(' ')}\n`,
    )
  }
}

async function measure(): Promise<Round> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  // The user that Postgres runs as must reach it.
  await chmod(dataDir, 0o711)
  try {
    const first = await startAndStop(join(dataDir, 'data'))
    const second = await startAndStop(join(dataDir, 'data'))
    return { first: first.start, second: second.start, stop: Math.max(first.stop, second.stop) }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function startAndStop(
  dataDir: string,
): Promise<{ readonly start: number; readonly stop: number }> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, [...runDecklog, 'start'], {
    cwd: tmpdir(),
    env: { ...process.env, DECKLOG_DATA_DIR: dataDir, DECKLOG_PORT: '0', DECKLOG_LEDGER_PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: child.stdout })) if (/^API/.test(line)) break
  const readyMs = performance.now()
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
  return { start: (readyMs - startedMs) / 1000, stop: (performance.now() - readyMs) / 1000 }
}
