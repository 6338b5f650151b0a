import t from 'tap'
import type { GuardSubject, GuardView, SubjectsQuery } from '../../../core/guarding/guard-view.ts'
import { healableOfGuard } from '../../../core/healing/guard-healable.ts'

const idOf = (number: number): string => String(number).padStart(5, '0')
const full: GuardSubject = {
  ...{ id: '', host: 'web01', boardId: null, subject: '/data', text: 'It is full.', values: {} },
  ...{ level: 'critical', held: 'critical', measures: [], forecast: {}, readAt: null },
  ...{ failure: null, state: 'read', since: null, eventIds: [] },
}
const many = Array.from({ length: 2_500 }, (_, n) => ({ ...full, id: idOf(n) }))

function viewOf(answer: (query: SubjectsQuery) => readonly GuardSubject[]) {
  const asked: SubjectsQuery[] = []
  const view: GuardView = {
    ...{ title: 'Disks', summary: 'Disks.', everySeconds: 60, measures: [], needs: [] },
    async subjects(query) {
      asked.push(query)
      if (asked.length > 5) throw new Error('it is asked for ever')
      return { subjects: answer(query), position: 1n }
    },
    subject: async () => undefined,
    transitions: async () => [],
    history: async () => [],
  }
  return { view, asked }
}

t.test('all that ails is found page by page', async t => {
  const { view, asked } = viewOf(({ after = '', limit }) =>
    many.filter(({ id }) => id > after).slice(0, limit),
  )
  const found = await healableOfGuard('disk', view).ailing()
  t.strictSame(
    found.map(({ id }) => id),
    many.map(({ id }) => id),
  )
  t.equal(asked.length, 3)
})

t.test('a view that answers all whatever it is asked is read to its end, once', async t => {
  const { view } = viewOf(() => many)
  const found = await healableOfGuard('disk', view).ailing()
  t.equal(found.length, many.length)
  t.equal(new Set(found.map(({ id }) => id)).size, many.length)
})

t.test('what is well, gone or forgotten does not ail', async t => {
  const { view } = viewOf(() => [
    { ...full, id: 'a', level: 'ok' },
    { ...full, id: 'b', state: 'gone' },
    { ...full, id: 'c', state: 'forgotten' },
    { ...full, id: 'd', level: 'unknown' },
  ])
  t.match(await healableOfGuard('disk', view).ailing(), [{ id: 'd', state: 'unknown' }])
})
