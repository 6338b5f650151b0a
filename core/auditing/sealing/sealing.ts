import type { StoredEvent } from '../../ledger/ledger.ts'
import { checkpointText } from '../transparency/checkpoint.ts'
import { signNote, type SignerKey } from '../transparency/note.ts'
import { entryOf } from './log-entry.ts'
import { type OpenLog, openLog, requireKeys, type SealingParts } from './open-log.ts'
import { loadSealKeys, makeSealKeys } from './seal-keys.ts'
import {
  logNames,
  logOf,
  type LogName,
  readScope,
  scopeStream,
  type SealScope,
} from './seal-scope.ts'
import { keepSealed, type SealedGrowth, type SealProgress } from './seal-store.ts'

/** So many events wait at most. */
const sealAfterEvents = 1_000

/** The logs of a ledger while they grow. */
export class Sealing {
  readonly #parts: SealingParts
  readonly #logs: Readonly<Record<LogName, OpenLog>>
  #scope: SealScope
  #progress: SealProgress
  #waitingSinceMs: number | undefined
  #turn: Promise<void> = Promise.resolve()

  private constructor(parts: SealingParts, logs: Readonly<Record<LogName, OpenLog>>) {
    this.#parts = parts
    this.#logs = logs
    this.#scope = parts.scope
    this.#progress = parts.progress
  }

  static async open(parts: SealingParts): Promise<Sealing> {
    const { folder, base, ends } = parts
    // Keys that are lost are not made anew: nobody who verifies would know them.
    const isNew = logNames.every(name => ends[name].vkeys.length === 0)
    const keys = isNew ? await makeSealKeys(folder, base) : await loadSealKeys(folder)
    const [decisions, observations] = await Promise.all([
      openLog(parts, 'decisions', keys),
      openLog(parts, 'observations', keys),
    ])
    return new Sealing(parts, { decisions, observations })
  }

  get base(): string {
    return this.#parts.base
  }

  get progress(): SealProgress {
    return this.#progress
  }

  /** Goes on after a position, with what was sealed there. */
  async startAt(position: bigint): Promise<void> {
    this.#progress = { ...this.#progress, position }
    let known: SealScope | undefined
    for await (const event of this.#parts.ledger.read(scopeStream)) {
      if (known && event.position > position) break
      // What was recorded first holds for all that was before it.
      known = readScope(event) ?? known
    }
    this.#scope = known ?? this.#scope
  }

  /** Takes events in the order of the ledger. */
  take(events: readonly StoredEvent[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const event of events) {
        await this.#add(event)
        if (this.#waiting() >= sealAfterEvents) await this.#seal()
      }
      await this.#sealIfOld()
    })
  }

  /** Seals what has waited for long. */
  sealIfDue(): Promise<void> {
    return this.#inTurn(() => this.#sealIfOld())
  }

  async #sealIfOld(): Promise<void> {
    const { clock, sealEvery } = this.#parts
    const waitedMs = clock.monotonicMs() - (this.#waitingSinceMs ?? Infinity)
    if (waitedMs >= sealEvery * 1_000) await this.#seal()
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work)
    return this.#turn
  }

  #waiting(): number {
    return logNames.reduce((sum, name) => sum + this.#logs[name].growing.waiting, 0)
  }

  async #add(event: StoredEvent): Promise<void> {
    this.#scope = readScope(event) ?? this.#scope
    const { stream, revision, id, position } = event
    const name = logOf(this.#scope, stream)
    this.#progress = { ...this.#progress, position }
    if (!name) return
    const log = this.#logs[name]
    log.growing.add(entryOf(event))
    this.#progress = { position, last: { stream, revision, id, position } }
    this.#waitingSinceMs ??= this.#parts.clock.monotonicMs()
    if (log.standing === 'too short') await this.#comeUp(log)
  }

  /** Up to where it was signed before, a log must come to the same root. */
  async #comeUp(log: OpenLog): Promise<void> {
    const { origin, growing, lastSigned } = log
    if (growing.size < lastSigned.size()) return
    const head = { origin, size: growing.size, root: growing.root() }
    log.standing = await lastSigned.check(head, () => Promise.resolve(head.root))
  }

  async #seal(): Promise<void> {
    const { database, lease, base, folder, stepped } = this.#parts
    const keys = await loadSealKeys(folder)
    const logs: SealedGrowth[] = []
    for (const name of logNames) {
      const log = this.#logs[name]
      if (log.growing.waiting === 0) continue
      const growth = log.growing.take()
      stepped?.('taken')
      const signers = requireKeys(keys, log)
      const note =
        log.standing === 'may be signed' ? await this.#sign(log, growth, signers) : undefined
      log.vkeys = [...new Set([...signers.map(({ verifier }) => verifier.vkey), ...log.vkeys])]
      logs.push({ ...growth, origin: log.origin, note, vkeys: log.vkeys })
    }
    await keepSealed(database, lease, { base, progress: this.#progress, logs })
    this.#waitingSinceMs = undefined
    stepped?.('kept')
  }

  async #sign(
    { origin, lastSigned }: OpenLog,
    { size, root }: Pick<SealedGrowth, 'size' | 'root'>,
    signers: readonly SignerKey[],
  ): Promise<string> {
    const { stepped } = this.#parts
    const written = signNote(checkpointText({ origin, size, root }), signers)
    stepped?.('signed')
    // Before anybody can see it.
    await lastSigned.note(written)
    stepped?.('noted')
    return written
  }
}
