import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { BarrierRaised } from '../events/core-events.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Writer } from './writer.ts'

type Purpose = BarrierRaised['data']['purpose']

/** Type of the event that the filter of every projection includes. */
export const barrierType: BarrierRaised['type'] = 'core.BarrierRaised'

/** Marks places in the ledger: who has passed one has seen everything acknowledged before it was asked for. */
export interface Barrier {
  /** Where this process's barriers go. */
  readonly stream: string
  /** Appends a barrier, one for all who ask meanwhile, and answers its position. */
  raise(purpose?: Purpose): Promise<bigint>
}

interface BarrierOptions {
  readonly writer: Pick<Writer, 'append'>
  readonly catalog: Pick<EventCatalog, 'encode'>
  readonly nodeName: string
  readonly clock: Clock
}

/** Creates the barrier of a process; its stream keeps one event. */
export function createBarrier({ writer, catalog, nodeName, clock }: BarrierOptions): Barrier {
  const stream = `barrier-${nodeName}`
  let running: Promise<unknown> | undefined
  let next: Promise<bigint> | undefined

  const append = async (purpose: Purpose): Promise<bigint> => {
    const event: BarrierRaised = { type: barrierType, data: { machine: nodeName, purpose } }
    const stamp = {
      id: randomUUID(),
      host: nodeName,
      actor: { kind: 'system', id: 'core' } as const,
      receivedAt: clock.now(),
    }
    const { position } = await writer.append(stream, [
      catalog.encode('core', { stream, event }, stamp),
    ])
    return position
  }

  const run = (purpose: Purpose): Promise<bigint> => {
    const result = append(purpose)
    const ended = result.then(forget, forget)
    running = ended
    return result
    function forget(): void {
      if (running === ended) running = undefined
    }
  }

  const runNext = async (purpose: Purpose): Promise<bigint> => {
    await running
    next = undefined
    return run(purpose)
  }

  return {
    stream,
    raise(purpose = 'read') {
      if (!running) return run(purpose)
      // The one under way may lie before something that the caller has seen acknowledged: share the one after it.
      next ??= runNext(purpose)
      return next
    },
  }
}
