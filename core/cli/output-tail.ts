import { stripVTControlCharacters } from 'node:util'
import type { Readable, Writable } from 'node:stream'
import { keepable } from '../validation/text.ts'

const mostBytes = 4_000
const mostLines = 20
/** So long it is waited for what a program has said before its end; what it left running may go on saying things for ever. */
const drainMs = 500

/** Passes the output of a program on as it comes, and keeps the end of it. */
export interface OutputTail {
  /** Resolves when all has been passed on, or after half a second. */
  ended(): Promise<void>
  /** The last lines of all that was said, without control characters. */
  text(): string
}

/** Creates it over what is heard; a stream of null is not. */
export function createTail(streams: readonly (readonly [Readable | null, Writable])[]): OutputTail {
  let kept = Buffer.alloc(0)
  const ends = streams.flatMap(([from, to]) => {
    if (!from) return []
    from.on('data', (chunk: Buffer) => {
      kept = Buffer.concat([kept, chunk]).subarray(-mostBytes)
    })
    from.pipe(to, { end: false })
    return [new Promise<void>(resolve => from.once('close', resolve))]
  })
  return {
    async ended() {
      const { promise, cancel } = afterMs(drainMs)
      await Promise.race([Promise.all(ends), promise])
      cancel()
      for (const [from] of streams) from?.destroy()
    },
    text: () => lastLines(kept.toString('utf8')),
  }
}

function afterMs(ms: number): { readonly promise: Promise<void>; readonly cancel: () => void } {
  let cancel = (): void => {}
  const promise = new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms)
    cancel = () => clearTimeout(timer)
  })
  return { promise, cancel }
}

// Colours and the like are for terminals. A piece of a character at the cut is left out.
function lastLines(text: string): string {
  const plain = stripVTControlCharacters(text).replace(/^\uFFFD+/, '')
  const lines = plain.trimEnd().split('\n').slice(-mostLines).map(withoutControls)
  // What was no text has grown: it is bytes that the receiver counts.
  const bytes = Buffer.from(lines.join('\n')).subarray(-mostBytes)
  return keepable(bytes.toString('utf8').replace(/^\uFFFD+/, ''), mostBytes)
}

function withoutControls(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, one => (one === '\t' ? ' ' : ''))
}
