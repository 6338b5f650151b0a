import { type Actor, formatActor } from '../../../core/plugin-api.ts'

/** Registers agents of a board under these names. */
export type Register = (boardId: string, names: readonly string[], actor: Actor) => Promise<void>

interface Waiting {
  readonly names: readonly string[]
  readonly actor: Actor
  readonly settle: PromiseWithResolvers
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets the registrations of a board wait for each other, so that many first beats do not compete for one stream: what waits
 * for the same actor goes together.
 */
export function createRegistrations(register: Register): Register {
  const queues = new Map<string, Waiting[]>()

  async function drain(boardId: string, queue: Waiting[]): Promise<void> {
    for (let first = queue[0]; first; first = queue[0]) {
      const together = takeLike(queue, first.actor)
      const names = [...new Set(together.flatMap(waiting => waiting.names))]
      await register(boardId, names, first.actor).then(
        () => together.forEach(({ settle }) => settle.resolve()),
        (error: unknown) => together.forEach(({ settle }) => settle.reject(error)),
      )
    }
    queues.delete(boardId)
  }

  return (boardId, names, actor) => {
    const waiting = { names, actor, settle: withResolvers() }
    const queue = queues.get(boardId)
    if (queue) queue.push(waiting)
    else {
      const started = [waiting]
      queues.set(boardId, started)
      void drain(boardId, started)
    }
    return waiting.settle.promise
  }
}

function takeLike(queue: Waiting[], actor: Actor): readonly Waiting[] {
  const isLike = (one: Waiting): boolean => formatActor(one.actor) === formatActor(actor)
  const taken = queue.filter(isLike)
  queue.splice(0, queue.length, ...queue.filter(one => !isLike(one)))
  return taken
}

function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => {}
  let reject: PromiseWithResolvers['reject'] = () => {}
  const promise = new Promise<void>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}
