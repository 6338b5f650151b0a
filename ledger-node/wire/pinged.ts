import type { Http2Session } from 'node:http2'

const longestMs = 1_000
const planned = new WeakMap<Http2Session, Promise<void>>()

/** Resolves when the other end has answered a ping, or is gone, or does not answer. Who asks at the same time shares one. */
export function pinged(session: Http2Session): Promise<void> {
  const ping = planned.get(session) ?? plan(session)
  planned.set(session, ping)
  return ping
}

async function plan(session: Http2Session): Promise<void> {
  await new Promise(setImmediate)
  planned.delete(session)
  if (session.destroyed) return
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, longestMs)
    session.ping(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
