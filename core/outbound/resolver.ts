import { lookup } from 'node:dns/promises'

/** Finds the IP addresses of a name; rejects when it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>

// A look-up holds one of libuv's four threads for as long as the name server keeps silent; two stay for files.
const mostAtOnce = 2

/** Resolves as this machine does, hosts file included. */
export const systemResolve: Resolve = async name =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address)

/** Asks `resolve` for a name once for all who want it at the same time, and for so many names at once as may hang. */
export function createResolver(resolve: Resolve): Resolve {
  const pending = new Map<string, Promise<readonly string[]>>()
  const waiting: (() => void)[] = []
  let running = 0

  const ask = async (name: string): Promise<readonly string[]> => {
    if (running >= mostAtOnce) await new Promise<void>(go => waiting.push(go))
    else running += 1
    try {
      return await resolve(name)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
  return name => {
    const answer = pending.get(name) ?? ask(name).finally(() => pending.delete(name))
    pending.set(name, answer)
    return answer
  }
}
