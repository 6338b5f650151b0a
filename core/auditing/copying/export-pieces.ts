import { rename, writeFile, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { toCloudEvent } from './cloud-event.ts'
import { createDigest } from './export-lines.ts'
import { markOf, type PartState, stateOf } from './export-state.ts'

const compress = promisify(gzip)

/** Lines that wait, the piece of the file that they become, and how far that is. */
export class Pieces {
  readonly digest = createDigest()
  readonly head: bigint
  readonly #handle: FileHandle
  readonly #file: string
  readonly #begun: PartState
  #lines: string[] = []
  #bytes: number
  #last: string | null
  events: number
  position: bigint | undefined

  constructor(handle: FileHandle, file: string, begun: PartState) {
    const { bytes, events, position, head, ledger } = begun
    this.#handle = handle
    this.#file = file
    this.#begun = begun
    this.#bytes = bytes
    this.#last = ledger.last
    this.events = events
    this.position = position === null ? undefined : BigInt(position)
    this.head = BigInt(head)
  }

  get waiting(): number {
    return this.#lines.length
  }

  tellOf(event: WholeEvent): void {
    this.events += 1
    this.position = event.position
    this.#last = markOf(event)
    this.add(`${JSON.stringify(toCloudEvent(event))}\n`)
  }

  add(line: string): void {
    this.digest.update(line)
    this.#lines.push(line)
  }

  end(): { events: number; position: string | null; sha256: string } {
    const { events, position } = this
    const sha256 = this.digest.copy().digest('hex')
    return { events, position: position === undefined ? null : String(position), sha256 }
  }

  async write(): Promise<void> {
    const piece = await compress(this.#lines.splice(0).join(''))
    await this.#handle.appendFile(piece)
    await this.#handle.sync()
    this.#bytes += piece.length
  }

  /** Writes what waits, and notes that it is there. */
  async flush(): Promise<void> {
    await this.write()
    const { events, position } = this
    const state: PartState = {
      ...this.#begun,
      ...{ bytes: this.#bytes, events },
      position: position === undefined ? null : String(position),
      ledger: { ...this.#begun.ledger, last: this.#last },
    }
    await writeFile(`${stateOf(this.#file)}.new`, JSON.stringify(state), { mode: 0o600 })
    await rename(`${stateOf(this.#file)}.new`, stateOf(this.#file))
  }
}
