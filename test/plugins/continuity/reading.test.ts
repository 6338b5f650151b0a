import t from 'tap'
import { debounce, type Debounced, type Outcome } from '../../../plugins/continuity/reading.ts'
import { minute } from './stories.ts'

type Last = Debounced & { readonly outcome: Outcome }

const letters = { up: 'u', down: 'd', unknown: '?' }

function standingsOf(outcomes: string): string {
  let last: Last | null = null
  return [...outcomes]
    .map((letter, n) => {
      const outcome: Outcome = letter === 'g' ? 'good' : letter === 'b' ? 'bad' : 'unknown'
      last = { ...debounce(last, outcome, minute(n)), outcome }
      return letters[last.standing]
    })
    .join('')
}

t.test('three bad readings in a row take a target down, two good ones bring it back', async t => {
  t.equal(standingsOf('gbbgbbbbgbgg'), 'uuuuuudddddu')
})

t.test('the first good reading makes a target known, three bad ones too', async t => {
  t.equal(standingsOf('g'), 'u')
  t.equal(standingsOf('bbb'), '??d')
})

t.test(
  'what must not be asked is unknown at once, and known again as soon as it answers',
  async t => {
    t.equal(standingsOf('bbbxg'), '??d?u')
  },
)

t.test('it tells since when a target has stood like this', async t => {
  const first = debounce(null, 'good', minute(0))
  const second = debounce({ ...first, outcome: 'good' }, 'good', minute(1))
  t.strictSame(second, { standing: 'up', standingSince: minute(0).toISOString(), streak: 2 })
})
