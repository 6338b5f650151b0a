import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { printFigure, quantile } from '../figures.ts'
import { runDecklog } from '../start-own.ts'

const token = 'an-admin-token-for-the-benchmark-01234567'
const warmUps = 30

/** Whom to ask, and how often. */
export interface ReadingRuns {
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly runId: string
  /** Where the read models must have come to. */
  readonly position: bigint
  readonly requests: number
}

/** Measures the list of runs and the timeline of one over HTTP, one request after the other, at a Decklog process of its own. */
export async function readRuns({
  ledgerUrl,
  databaseUrl,
  runId,
  position,
  requests,
}: ReadingRuns): Promise<void> {
  const child = spawn(process.execPath, [...runDecklog, 'start'], {
    cwd: tmpdir(),
    env: {
      ...process.env,
      ...{ DECKLOG_EVENTSTORE_URL: ledgerUrl, DECKLOG_DATABASE_URL: databaseUrl },
      ...{ DECKLOG_PORT: '0', DECKLOG_ADMIN_TOKEN: token, DECKLOG_TOKEN_KEYS: token },
      ...{ DECKLOG_LOG_LEVEL: 'error', DECKLOG_REQUESTS_PER_SECOND: '1000000' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await urlOf(child.stdout)
    const { secret } = await ask<{ secret: string }>(`${url}/api/v1/tokens`, token, {
      ...{ name: 'bench', kind: 'service', scopes: ['read'] },
    })
    const runs = `${url}/api/v1/gsd-runs`
    await until(() =>
      ask(`${runs}?min_position=${position}`, secret).then(
        () => true,
        () => false,
      ),
    )
    for (const [what, path] of [
      ['list, 50 runs a page', runs],
      ['list, 50 runs in a stage', `${runs}?stage=hardening`],
      ['timeline of one run', `${runs}/${runId}/timeline?limit=200`],
      ['summary of one run', `${runs}/${runId}/summary`],
    ] as const)
      printFigure(what, await measure(path, secret, requests))
  } finally {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
}

async function measure(path: string, secret: string, requests: number): Promise<string> {
  const millis: number[] = []
  for (let index = -warmUps; index < requests; index += 1) {
    const startedMs = performance.now()
    await ask(path, secret)
    if (index >= 0) millis.push(performance.now() - startedMs)
  }
  const [p50, p99] = [0.5, 0.99].map(share => quantile(millis, share).toFixed(1))
  return `p50 ${p50} ms, p99 ${p99} ms`
}

async function urlOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /^API\s+(http:\/\/\S+)/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('Decklog did not start')
}

async function ask<Answer>(url: string, secret: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const answer: Answer = JSON.parse(await response.text())
  return answer
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 60_000
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error('The read models did not catch up')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
