import t from 'tap'
import { StreamCache, type StreamState } from '../../../ledger-node/storing/stream-cache.ts'

t.test('keeps a commit that overtook a load', async t => {
  const cache = new StreamCache(async names => {
    cache.commit([['s', { id: 1, last: 5 }]])
    return new Map(names.map(name => [name, { id: 1, last: 4 }]))
  })
  t.strictSame(await cache.get(['s']), [{ id: 1, last: 5 }])
})

t.test('loads again when everything was forgotten during a load', async t => {
  let loads = 0
  const cache = new StreamCache(async names => {
    if (++loads === 1) cache.clear()
    return new Map(names.map(name => [name, { id: 1, last: loads }]))
  })
  t.strictSame(await cache.get(['s']), [{ id: 1, last: 2 }])
})

t.test('forgets what nobody asks for', async t => {
  const loaded: string[] = []
  const load = async (names: readonly string[]): Promise<Map<string, StreamState>> => {
    loaded.push(...names)
    return new Map(names.map(name => [name, { id: 1, last: 0 }]))
  }
  const cache = new StreamCache(load, 2)
  for (const name of ['a', 'b', 'c', 'a', 'd', 'e', 'b']) await cache.get([name])
  t.strictSame(loaded, ['a', 'b', 'c', 'd', 'e', 'b'], 'a was asked for again, b was not')
})
