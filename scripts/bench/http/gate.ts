import { printFigure, quantile } from '../figures.ts'
import { paced } from '../heartbeats/sending.ts'
import { cpuMsOf, type Ground } from './ground.ts'

const everySecond = 200

/** Measures how long the gate `disk` takes to answer when it is asked 200 times a second. */
export async function measureGate({ caller, own }: Ground, seconds: number): Promise<void> {
  const ask = async (): Promise<number> => {
    await caller.call('POST', '/api/v1/gates/disk', { path: '/' })
    return 1
  }
  const asks = Array.from({ length: everySecond * seconds }, () => ask)
  await paced(asks.slice(0, everySecond), 1)
  const before = await cpuMsOf(own.pid)
  const { answerMs, failed } = await paced(asks, seconds)
  const cpuMs = (((await cpuMsOf(own.pid)) - before) / asks.length).toFixed(2)
  const [p50, p99] = [0.5, 0.99].map(share => quantile(answerMs, share).toFixed(1))
  printFigure(
    'gate disk, 200 a second',
    `p50 ${p50} ms, p99 ${p99} ms; CPU ${cpuMs} ms an answer; ${failed} failed`,
  )
}
