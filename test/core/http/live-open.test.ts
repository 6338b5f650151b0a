import { NEVER, Subject } from 'rxjs'
import t from 'tap'
import { encodeLiveCursor } from '../../../core/http/live-connection.ts'
import { createLive } from '../../../core/http/live.ts'
import type { Change } from '../../../core/readmodel/changes.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog as log } from '../../support/silent-log.ts'

const known = { version: 1, generation: 1, state: 'live', lagEvents: 0, lagSeconds: 0, parked: 0 }

void t.test('keeps nothing of a stream that could not be opened', async t => {
  const clock = createFakeClock()
  const changes$ = new Subject<Change>()
  const asked: string[] = []
  const live = createLive({
    changes: {
      ...{ changes$, anew$: NEVER, connected$: NEVER, canFollow: async () => true },
      async changedSince(topic) {
        asked.push(topic)
        if (topic === 'runs') throw new Error('no database')
        return []
      },
    },
    positions: {
      status: () =>
        ['disks', 'runs'].map(name => ({ ...known, name, position: 5n, state: 'live' as const })),
    },
    ...{ clock, log },
  })
  t.teardown(() => live.close())
  const opening = live.route.handle({
    ...{ params: {}, query: {}, payload: undefined, requestId: 'r' },
    apiUrl: 'http://127.0.0.1:8100',
    caller: { actor: { kind: 'person', id: 'p' }, scopes: ['read'], boards: null },
    lastEventId: encodeLiveCursor(
      new Map([
        ['disks', 1n],
        ['runs', 1n],
      ]),
    ),
    signal: new AbortController().signal,
  })
  await t.rejects(opening, { message: 'no database' })
  t.same(asked, ['disks', 'runs'])
  changes$.next({ topic: 'disks', position: 6n })
  await clock.advance(11_000)
  t.same(asked, ['disks', 'runs'], 'nobody follows disks any more')
})
