import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { createReadHost } from '../../../core/projecting/create-read-host.ts'
import type { Generation } from '../../../core/readmodel/generations.ts'
import diskStatus from '../../../projections/disk-status/projection.ts'

const { name, version } = diskStatus
const generation: Generation = {
  ...{ projection: name, version, generation: 1, columns: {}, eventTypes: null, live: true },
  ...{ position: 0n, events: 0, parked: 0, last: undefined, lag: undefined, problem: undefined },
}

t.test(
  'a view can be read from when its first table is live, and no longer when none is',
  async t => {
    let generations: readonly Generation[] = []
    const { view } = createReadHost({
      database: { query: async () => [] },
      board: { find: () => diskStatus, generations: () => generations },
      clock: systemClock,
      machine: { name: 'web01', root: '/' },
    })
    const rebuilding = { code: 'DECKLOG_PROJECTION_REBUILDING' }
    t.throws(() => view(name), rebuilding)
    generations = [{ ...generation, live: false }]
    t.throws(() => view(name), rebuilding)
    generations = [generation]
    t.equal(view(name), `"disk_status_v${version}"`)
    t.equal(view(name), `"disk_status_v${version}"`)
    generations = []
    t.throws(() => view(name), rebuilding)
  },
)
