import t from 'tap'
import attempts from '../../../projections/recovery-attempts/projection.ts'
import policies from '../../../projections/recovery-policies/projection.ts'
import recoveries from '../../../projections/recoveries/projection.ts'
import { recoveryEvents } from '../../../plugins/recovery/events.ts'
import { projectionContract } from '../../contracts/projection.ts'

t.test('recoveries keep the contract', t =>
  projectionContract(t, recoveries, recoveryEvents, { observations: [] }),
)
t.test('attempts keep it', t =>
  projectionContract(t, attempts, recoveryEvents, { observations: [] }),
)
t.test('policies keep it', t =>
  projectionContract(t, policies, recoveryEvents, { observations: [] }),
)
