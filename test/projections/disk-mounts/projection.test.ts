import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { Recorded } from '../../../core/event.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import type { MountsListed } from '../../../plugins/disk/mount-events.ts'
import { mountsStream } from '../../../plugins/disk/streams.ts'
import projection from '../../../projections/disk-mounts/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { idOf, moment, recorded } from '../../plugins/disk/observations.ts'

const { example } = diskEvents['disk.MountsListed']

/** Part so and so of a list, `revision` in its stream. */
function part(
  list: number,
  revision: number,
  [index, parts]: [number, number],
): Recorded<MountsListed> {
  const mounts = example.mounts.map(mount => ({ ...mount, device: `/dev/${list}-${index}` }))
  const data = { ...example, listingId: idOf(list), part: index, parts, mounts }
  const event = { type: 'disk.MountsListed', data } as const
  const at = moment(revision)
  return recorded(event, { stream: mountsStream(example.host), revision, at })
}

const events = [part(1, 0, [0, 2]), part(1, 1, [1, 2]), part(2, 2, [0, 1])]
const rowOf = (listed: readonly Recorded<MountsListed>[]): unknown =>
  foldEvents(projection, listed).get(example.host)

await projectionContract(t, projection, diskEvents, { events })

t.test('a list is whole when all its parts have come', async t => {
  t.match(rowOf(events.slice(0, 1)), { parts: 2, mounts: [{ revision: 0 }, null] })
  t.match(rowOf(events.slice(0, 2)), {
    ...{ listing_id: idOf(1), listed_at: moment(1), last_revision: 1 },
    mounts: [{ mounts: [{ device: '/dev/1-0' }] }, { mounts: [{ device: '/dev/1-1' }] }],
  })
})

t.test('a newer list takes the place of an older one, and not the other way', async t => {
  t.match(rowOf(events), { listing_id: idOf(2), parts: 1, mounts: [{ revision: 2 }] })
  t.strictSame(rowOf([...events].reverse()), rowOf(events))
})
