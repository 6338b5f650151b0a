import t from 'tap'
import { guardGauge } from '../../../core/guarding/answering/guard-gauge.ts'
import type { GuardSubject, GuardView } from '../../../core/guarding/guard-view.ts'

const subject: GuardSubject = {
  ...{ id: 'a', host: null, boardId: null, subject: 'north', level: 'ok', held: 'ok', since: null },
  ...{ text: '', values: {}, measures: [], forecast: {}, readAt: null, failure: null },
  ...{ state: 'read', eventIds: [] },
}
const viewOf = (subjects: GuardView['subjects']): GuardView => ({
  ...{ title: 'Tanks', summary: 'Tanks.', everySeconds: 60, measures: [], needs: [], subjects },
  subject: async () => undefined,
  transitions: async () => [],
  history: async () => [],
})

t.test(
  'counts the subjects of each guard by level; one that cannot tell hides no other',
  async t => {
    const critical = { ...subject, level: 'critical', held: 'critical' } as const
    const gone = { ...critical, state: 'gone' } as const
    const tank = viewOf(async () => ({ subjects: [subject, critical, gone], position: 1n }))
    const broken = viewOf(() => Promise.reject(new Error('it is being built')))
    const figures = await guardGauge([
      { name: 'tank', view: tank },
      { name: 'broken', view: broken },
    ]).read()
    t.strictSame(
      figures.filter(({ value }) => value > 0),
      [
        { labels: { guard: 'tank', level: 'ok' }, value: 1 },
        { labels: { guard: 'tank', level: 'critical' }, value: 1 },
      ],
    )
  },
)
