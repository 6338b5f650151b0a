import { randomUUID } from 'node:crypto'
import { type Caller, callerOf } from './world.ts'

const inBody = 200

/** Makes a board with so many agents on it, each of which has beaten once; answers its id. */
export async function makeManyAgents(
  { url, token }: { readonly url: string; readonly token: string },
  count: number,
): Promise<string> {
  const { call } = callerOf(url, token)
  const id = randomUUID()
  await call('PUT', `/api/v1/boards/${id}`, { name: 'Fleet', slug: `fleet-${id.slice(0, 8)}` })
  const names = Array.from({ length: count }, (_, place) => `runner-${place + 1}`)
  for (let from = 0; from < count; from += inBody)
    await beat(call, id, names.slice(from, from + inBody))
  return id
}

// A machine that does much else may be too late for some of a list: each tells so by itself, and is sent again.
async function beat(call: Caller['call'], board: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const heartbeats = names.map(name => ({ name, board_id: board }))
  const { results } = await call('POST', '/api/v1/heartbeats', { heartbeats })
  const taken = results as readonly { readonly outcome: string }[]
  await beat(
    call,
    board,
    names.filter((_, place) => taken[place]?.outcome !== 'accepted'),
  )
}
