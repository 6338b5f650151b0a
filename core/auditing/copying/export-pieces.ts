import { rename, writeFile, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { toCloudEvent } from './cloud-event.ts'
import { createDigest } from './export-lines.ts'

const compress = promisify(gzip)

/** Where an export is until it is whole. */
export const partOf = (file: string): string => `${file}.part`

/** Where it says how far that is. */
export const stateOf = (file: string): string => `${file}.part.json`

/** What is kept beside an export that is not done. */
export interface PartState {
  readonly asked: string
  /** Of the file, after whole pieces. */
  readonly bytes: number
  readonly events: number
  readonly position: string | null
  readonly head: string
}

/** Lines that wait, the piece of the file that they become, and how far that is. */
export class Pieces {
  readonly digest = createDigest()
  readonly head: bigint
  readonly #handle: FileHandle
  readonly #file: string
  readonly #asked: string
  #lines: string[] = []
  #bytes: number
  events: number
  position: bigint | undefined

  constructor(
    handle: FileHandle,
    file: string,
    { asked, bytes, events, position, head }: PartState,
  ) {
    this.#handle = handle
    this.#file = file
    this.#asked = asked
    this.#bytes = bytes
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
    const { events, position, head } = this
    const state: PartState = {
      ...{ asked: this.#asked, bytes: this.#bytes, events, head: String(head) },
      position: position === undefined ? null : String(position),
    }
    await writeFile(`${stateOf(this.#file)}.new`, JSON.stringify(state), { mode: 0o600 })
    await rename(`${stateOf(this.#file)}.new`, stateOf(this.#file))
  }
}
