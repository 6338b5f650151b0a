import t from 'tap'
import { validate, version } from 'uuid'
import { newEventId } from '../../../core/events/event-id.ts'

t.test('makes ids that are all different and in the order in which they were made', async t => {
  const ids = Array.from({ length: 5_000 }, () => newEventId())
  t.equal(new Set(ids).size, ids.length)
  t.same([...ids].sort(), ids)
  t.ok(ids.every(id => validate(id) && version(id) === 7))
})
