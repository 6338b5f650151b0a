import t from 'tap'
import type { ReadHost } from '../../../core/readmodel/read-host.ts'
import routes from '../../../projections/mutes/routes.ts'

t.test('a query asks for the mutes that are in force as a query can: in text', async t => {
  const [list] = routes({} as ReadHost)
  t.match(list?.query?.validate({ in_force: 'true' }), { value: { in_force: true } })
  t.ok(list?.query?.validate({ in_force: 'false' }).error)
})
