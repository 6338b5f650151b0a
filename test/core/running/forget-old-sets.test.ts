import t from 'tap'
import { forgetOldSets } from '../../../core/running/forget-old-sets.ts'
import { prepareReadSide, startReadSide } from '../../support/read-side.ts'

t.test('sets of guards that nobody runs any more are forgotten with what was theirs', async t => {
  const { database } = await startReadSide(t, await prepareReadSide(t))
  const sets = ['guards-0000000a', 'guards-0000000b', 'guards-0000000c', 'guards-0000000d']
  const others = ['disk', 'guards', 'wards-0000000a']
  await database.query(
    `insert into reaction_checkpoints (plugin, position, updated_at)
     select plugin, 1, now() - make_interval(days => 8) from unnest($1::text[]) as plugin`,
    [[...sets, ...others]],
  )
  await database.query(
    `update reaction_checkpoints set updated_at = now() - make_interval(days => 6)
     where plugin = 'guards-0000000c'`,
  )
  await database.query(
    `insert into parked_reactions (plugin, position, stream, revision, event_id, type, error)
     select plugin, 1, 's', 0, 'e', 'tank.Sampled', 'no' from unnest($1::text[]) as plugin`,
    [[...sets, ...others]],
  )
  await database.query(
    `insert into leases (name, holder, epoch, expires_at)
     select name, 'p', 1, now() + make_interval(mins => minutes)
     from (values
       ('reaction:guards-0000000a', -5), ('sweep:guards-0000000a/find-silent', -5),
       ('reaction:guards-0000000b', -5), ('reaction:guards-0000000d', 5), ('sweep:disk/x', -5)
     ) as led (name, minutes)`,
  )
  t.strictSame(await forgetOldSets(database, 'guards-0000000b'), ['guards-0000000a'])
  t.strictSame(await forgetOldSets(database, 'guards-0000000b'), [], 'once')
  const named = async (column: string, table: string): Promise<readonly unknown[]> =>
    (
      await database.query<{ name: string }>(`select ${column} as name from ${table} order by 1`)
    ).map(({ name }) => name)
  const left = [...sets.slice(1), ...others].sort()
  t.strictSame(
    (await named('plugin', 'reaction_checkpoints')).filter(one => left.includes(String(one))),
    [...left],
    'not the current one, one that was led lately or is led now, or what is none of them',
  )
  t.notOk((await named('plugin', 'reaction_checkpoints')).includes('guards-0000000a'))
  t.strictSame(await named('plugin', 'parked_reactions'), left)
  const leases = await named('name', 'leases')
  t.notOk(leases.some(one => String(one).includes('guards-0000000a')))
  for (const one of ['reaction:guards-0000000b', 'reaction:guards-0000000d', 'sweep:disk/x'])
    t.ok(leases.includes(one), one)
})
