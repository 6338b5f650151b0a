import { beatsIn, bytesIn, vitalsEveryMs } from './worker-messages.ts'

const mebibyte = 1_024 * 1_024
const looksEveryMs = 2 * vitalsEveryMs

interface Watched {
  readonly vitals: SharedArrayBuffer
  readonly maxBytes: number
}

/**
 * Watches what a thread holds. Node limits a thread's heap, and not its buffers outside of it; the thread tells of both. While it does
 * not come to telling, in a loop that never waits, what the process has grown by meanwhile is taken for its doing: better to end
 * a thread too many than to have the machine end everything.
 */
export class MemoryWatch {
  readonly #timer: NodeJS.Timeout
  #beats = -1
  #residentBytes = 0

  constructor(watched: Watched, onTooMuch: (reason: string) => void) {
    this.#timer = setInterval(() => {
      const reason = this.#look(watched)
      if (reason !== undefined) onTooMuch(reason)
    }, looksEveryMs)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look({ vitals, maxBytes }: Watched): string | undefined {
    const bytes = bytesIn(vitals)
    if (bytes > maxBytes) return tooMuch(bytes, maxBytes)
    const beats = beatsIn(vitals)
    const resident = process.memoryUsage.rss()
    if (beats !== this.#beats) {
      this.#beats = beats
      this.#residentBytes = resident
      return undefined
    }
    const grown = resident - this.#residentBytes
    return grown > maxBytes ? tooMuch(grown, maxBytes) : undefined
  }
}

function tooMuch(bytes: number, most: number): string {
  const held = Math.round(bytes / mebibyte)
  return `it held ${held} MiB, and may hold ${Math.round(most / mebibyte)} MiB`
}
