import type { StoredEvent } from '../../core/ledger/ledger.ts'
import { entryOf } from '../../core/auditing/sealing/log-entry.ts'
import { logNames, logOf, type SealScope } from '../../core/auditing/sealing/seal-scope.ts'
import { checkpointText } from '../../core/auditing/transparency/checkpoint.ts'
import { makeSignerKey, signNote, type SignerKey } from '../../core/auditing/transparency/note.ts'
import { GrowingLog } from '../../core/auditing/sealing/growing-log.ts'
import type { SealedLog, Stub } from '../../core/auditing/sealing/sealed-log.ts'
import { testBase } from './sealing.ts'

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
  leaves = async (n: number, count: number): Promise<readonly (Buffer | undefined)[]> =>
    Array.from({ length: count }, (_, at) => this.tiles.get(`0/${n + at}`))
  bundle = async (n: number): Promise<Buffer | undefined> => this.bundles.get(n)
  stub = async (n: number): Promise<Stub | undefined> => this.stubs.get(n)
}

type Keys = Readonly<Record<'decisions' | 'observations', SignerKey>>
/** Both logs of a ledger. */
export type MemoryLogs = Readonly<Record<'decisions' | 'observations', MemoryLog>>

/** New keys for both logs. */
export const makeKeys = (): Keys => ({
  decisions: makeSignerKey(`${testBase}/decisions`),
  observations: makeSignerKey(`${testBase}/observations`),
})

/** Seals events, and signs one checkpoint over each log. */
export function sealInMemory(
  events: readonly StoredEvent[],
  scope: SealScope,
  signers: Keys,
): MemoryLogs {
  const logs = { decisions: new MemoryLog(), observations: new MemoryLog() }
  for (const event of events) {
    const name = logOf(scope, event.stream)
    if (name) logs[name].growing.add(entryOf(event))
  }
  for (const name of logNames) {
    const { growing } = logs[name]
    const head = { origin: `${testBase}/${name}`, size: growing.size, root: growing.root() }
    logs[name].keep()
    logs[name].note = signNote(checkpointText(head), [signers[name]])
  }
  return logs
}
