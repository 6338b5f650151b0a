import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { GuardHost } from '../guarding/guard.ts'
import { shareModules } from '../loading/share-modules.ts'
import { createOutbound } from '../outbound/create-outbound.ts'
import {
  type FromReader,
  longestReadings,
  type ReaderStart,
  tellVitals,
  type ToReader,
  vitalsEveryMs,
} from './worker-messages.ts'

// Runs the `read` of one guard in a thread of its own. The thread that started it ends it when it takes too long or too much.

type Read = (signal: AbortSignal, host: GuardHost) => unknown

const { module, folders, machine, config, outboundAllow, vitals }: ReaderStart = workerData
const tell = (message: FromReader): void => parentPort?.postMessage(message)
const reading = new Map<number, AbortController>()

const say =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (first: unknown, text?: unknown): void => {
    const fields =
      typeof first === 'object' && first !== null ? JSON.parse(JSON.stringify(first)) : {}
    tell({ kind: 'log', level, fields, text: String(typeof first === 'string' ? first : text) })
  }

const host: GuardHost = {
  config,
  machine,
  clock: systemClock,
  outbound: createOutbound({ allow: outboundAllow }),
  log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
}

async function read(of: Read, number: number): Promise<void> {
  const ending = new AbortController()
  reading.set(number, ending)
  try {
    const json: unknown = JSON.stringify(await of(ending.signal, host))
    const text = typeof json === 'string' ? json : 'null'
    // The thread of all others has to read it.
    if (text.length > longestReadings)
      throw new Error(`its readings are over ${longestReadings} characters`)
    tell({ kind: 'read', number, json: text })
  } catch (error) {
    tell({ kind: 'failed', number, reason: messageOf(error) })
  } finally {
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
const of = loaded.default?.guard?.read
setInterval(measure, vitalsEveryMs)
parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'end') reading.get(message.number)?.abort()
  else if (of) void read(of, message.number)
  else tell({ kind: 'failed', number: message.number, reason: 'its module has no read' })
})
tell({ kind: 'ready' })
