import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { GuardHost } from '../guarding/guard.ts'
import { shareModules } from '../loading/share-modules.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { createWorkerLog } from './worker-log.ts'
import {
  type FromReader,
  longestReadings,
  mostCalls,
  type ReaderStart,
  tellVitals,
  type ToReader,
  vitalsEveryMs,
} from './worker-messages.ts'

// Runs the `read` of one guard in a thread of its own. The thread that started it ends it when it takes too long or too much.

type Read = (signal: AbortSignal, host: GuardHost) => unknown

const { module, folders, machine, config, vitals }: ReaderStart = workerData
const tell = (message: FromReader): void => parentPort?.postMessage(message)
const reading = new Map<number, AbortController>()

const { log, tellLeftOut } = createWorkerLog(tell)

interface Calling {
  resolve(result: unknown): void
  reject(error: Error): void
}

const calling = new Map<number, Calling>()
let calls = 0

// The one way out is in the thread of all others, which judges every address.
const call =
  (method: string) =>
  ({ signal, ...request }: { readonly signal?: AbortSignal }): Promise<never> => {
    signal?.throwIfAborted()
    if (calling.size >= mostCalls)
      return Promise.reject(
        coded({ code: 'DECKLOG_RATE_LIMITED', reason: `${mostCalls} calls are under way` }),
      )
    const number = (calls += 1)
    return new Promise((resolve, reject) => {
      calling.set(number, { resolve: result => resolve(result as never), reject })
      tell({ kind: 'call', number, method, request })
    })
  }
const outbound: Outbound = new Proxy({} as Outbound, {
  get: (_, method) => (typeof method === 'string' ? call(method) : undefined),
})

const host: GuardHost = {
  config,
  machine,
  clock: systemClock,
  outbound,
  log,
}

function coded({ code, reason }: { readonly code: string; readonly reason: string }): Error {
  return Object.assign(new Error(reason), { code })
}

async function read(of: Read | undefined, number: number): Promise<void> {
  const ending = new AbortController()
  reading.set(number, ending)
  try {
    if (!of) throw new Error('its module has no read')
    const json: unknown = JSON.stringify(await of(ending.signal, host))
    const text = typeof json === 'string' ? json : 'null'
    // The thread of all others has to read it.
    if (text.length > longestReadings)
      throw new Error(`its readings are over ${longestReadings} characters`)
    tell({ kind: 'read', number, json: text })
  } catch (error) {
    tell({ kind: 'failed', number, reason: messageOf(error) })
  } finally {
    tellLeftOut()
    reading.delete(number)
  }
}

function measure(): void {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics()
  tellVitals(vitals, heap + outside)
}

shareModules(folders)
const loaded: { readonly default?: { readonly guard?: { readonly read?: Read } } } = await import(
  module
)
// With what it was declared beside, as everywhere.
const guard = loaded.default?.guard
const of: Read | undefined =
  guard?.read && ((signal, lent) => guard.read?.call(guard, signal, lent))
setInterval(measure, vitalsEveryMs)
parentPort?.on('message', (message: ToReader) => {
  const { kind, number } = message
  if (kind === 'end') reading.get(number)?.abort()
  else if (kind === 'read') void read(of, number)
  else {
    if (kind === 'called') calling.get(number)?.resolve(message.result)
    else calling.get(number)?.reject(coded(message))
    calling.delete(number)
  }
})
tell({ kind: 'ready' })
