import { GrowingLog } from '../../core/sealing/growing-log.ts'
import type { SealedLog, Stub } from '../../core/sealing/sealed-log.ts'

/** A log in memory that a test fills. */
export class MemoryLog implements SealedLog {
  readonly growing = new GrowingLog({ size: 0, partial: [], lastBundle: undefined })
  /** Its newest checkpoint. */
  note: string | undefined
  readonly tiles = new Map<string, Buffer>()
  readonly bundles = new Map<number, Buffer>()
  readonly stubs = new Map<number, Stub>()

  keep(): void {
    const { tiles, bundles } = this.growing.take()
    for (const { level, n, hashes } of tiles) this.tiles.set(`${level}/${n}`, hashes)
    for (const { n, entries } of bundles) this.bundles.set(n, entries)
  }

  checkpoint = async (): Promise<string | undefined> => this.note
  tile = async (level: number, n: number): Promise<Buffer | undefined> =>
    this.tiles.get(`${level}/${n}`)
  bundle = async (n: number): Promise<Buffer | undefined> => this.bundles.get(n)
  stub = async (n: number): Promise<Stub | undefined> => this.stubs.get(n)
}
