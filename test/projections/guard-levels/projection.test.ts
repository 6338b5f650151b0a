import t from 'tap'
import { guardEvents } from '../../../core/guarding/guard-events.ts'
import { followingGuards } from '../../../core/projecting/widen.ts'
import type { Projection } from '../../../core/projection.ts'
import declared from '../../../projections/guard-levels/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

const projection = followingGuards(declared as Projection, ['tank'])

await projectionContract(t, projection, guardEvents('tank'), {
  observations: ['tank.Sampled', 'tank.ReadFailed', 'tank.DaySummarised'],
})

t.test('follows the events of the guards that there are, and of no others', async t => {
  t.strictSame(Object.keys(declared.on), [])
  t.strictSame(Object.keys(projection.on).sort(), [
    'tank.DaySummarised',
    'tank.Forgotten',
    'tank.LevelChanged',
    'tank.ReadFailed',
    'tank.Sampled',
  ])
})
