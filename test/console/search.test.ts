import t from 'tap'
import { search } from '../../frontend/words/search.ts'

const things = [
  { name: 'Runs', kind: 'page', also: '' },
  { name: 'runner-12', kind: 'agent', also: 'a1' },
  { name: 'checkout #14', kind: 'run', also: 'rollout 8509038c' },
  { name: '/srv of db-2', kind: 'disk', also: 'd7' },
  { name: 'the runner', kind: 'board', also: 'ci' },
]
const named = (typed: string, most = 10) => search(things, typed, most).map(({ name }) => name)

t.test('what begins so comes before what holds it, and words before letters', async t => {
  t.strictSame(named('runner'), ['runner-12', 'the runner'])
  t.strictSame(named('run').slice(0, 2), ['Runs', 'runner-12'])
  t.strictSame(named('chkt'), ['checkout #14'])
  t.strictSame(named('zz'), [])
})

t.test('every word counts, in any order, also of the kind and the id', async t => {
  t.strictSame(named('14 check'), ['checkout #14'])
  t.strictSame(named('disk db'), ['/srv of db-2'])
  t.strictSame(named('8509'), ['checkout #14'])
  t.strictSame(named('run disk'), [])
})

t.test('without a word all stay in their order, as many as are asked for', async t => {
  t.strictSame(named('  ', 2), ['Runs', 'runner-12'])
})
