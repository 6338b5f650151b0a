import t from 'tap'
import { reportSubjects } from '../../../../core/guarding/answering/report-subjects.ts'
import type {
  GuardSubject,
  GuardTransition,
  SubjectsQuery,
} from '../../../../core/guarding/guard-view.ts'
import type { Caller } from '../../../../core/http/route.ts'

const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour))
const span = { from: at(2), to: at(12) }
const ann: Caller = { actor: { kind: 'person', id: 'ann' }, scopes: ['read'], boards: null }
const asked = { span, caller: ann, signal: new AbortController().signal }

const quiet: GuardSubject = {
  ...{ id: '', host: null, boardId: null, subject: 'north', level: 'ok', held: 'ok', text: '' },
  ...{ values: {}, measures: [], forecast: {}, readAt: null, failure: null, state: 'read' },
  ...{ since: at(1), eventIds: [] },
}
const change = (to: 'ok' | 'critical', when: Date): GuardTransition => ({
  ...{ from: 'ok', to, held: to, at: when, becameTrueAt: when, text: to, eventId: 'e' },
})
const idOf = (number: number): string => String(number).padStart(5, '0')

function viewOf(subjects: readonly GuardSubject[], changes: readonly GuardTransition[]) {
  const read: string[] = []
  const queries: SubjectsQuery[] = []
  const view = {
    async subjects(query: SubjectsQuery) {
      queries.push(query)
      const { after = '', limit } = query
      const found = subjects.filter(({ id }) => id > after).slice(0, limit)
      return { subjects: found, position: 1n }
    },
    async transitions(id: string, limit: number, since?: Date) {
      read.push(`${id} ${since?.toISOString()}`)
      return changes.slice(0, limit)
    },
  }
  return { view, read, queries }
}

t.test('of many subjects only those are read of which rows say that there is anything', async t => {
  const many = Array.from({ length: 2_500 }, (_, i) => ({ ...quiet, id: idOf(i) }))
  const blocked = { ...quiet, id: idOf(3_000), held: 'critical' } as const
  const changed = { ...quiet, id: idOf(3_001), since: at(4) }
  const forgotten = { ...quiet, id: idOf(3_002), since: null, forgottenAt: at(5) }
  const longGone = { ...quiet, id: idOf(3_003), since: null, forgottenAt: at(1) }
  const all = [...many, blocked, changed, forgotten, longGone]
  const { view, read, queries } = viewOf(all, [change('ok', at(6)), change('critical', at(4))])
  const reports = await reportSubjects(view, asked)
  t.strictSame(
    read.toSorted(),
    [blocked, changed, forgotten].map(({ id }) => `${id} ${at(2).toISOString()}`),
  )
  t.equal(queries.length, 3, 'page by page')
  t.strictSame(
    reports.map(({ subject, deniedSeconds, countedFrom }) => [
      subject.id,
      deniedSeconds,
      countedFrom,
    ]),
    [
      [blocked.id, 7_200, null],
      [changed.id, 7_200, null],
      [forgotten.id, 3_600, null],
    ],
    'the worst first',
  )
})

t.test('tells from when on it counts where there is more than it reads', async t => {
  const flapping = Array.from({ length: 1_200 }, (_, i) => {
    const when = new Date(at(11).getTime() - i * 1_000)
    return change(i % 2 === 0 ? 'ok' : 'critical', when)
  })
  const { view } = viewOf([{ ...quiet, id: idOf(1), since: at(11) }], flapping)
  t.match(await reportSubjects(view, asked), [
    { changes: 1_000, countedFrom: flapping[999]!.at, denials: { length: 500 } },
  ])
})

t.test(
  'who is limited to boards is told of these and of none; a view may not know of it',
  async t => {
    const boards = ['a', 'b'].map((boardId, i) => ({
      ...quiet,
      id: idOf(i),
      boardId,
      since: at(4),
    }))
    const { view, queries } = viewOf(boards, [change('critical', at(4))])
    const reports = await reportSubjects(view, { ...asked, caller: { ...ann, boards: ['b'] } })
    t.strictSame(
      reports.map(({ subject }) => subject.boardId),
      ['b'],
    )
    t.match(queries, [{ boards: ['b'], forgotten: 'shown' }])
  },
)

t.test('ends when whoever asked has gone', async t => {
  const { view } = viewOf([{ ...quiet, id: idOf(1), since: at(4) }], [])
  const gone = { ...asked, signal: AbortSignal.abort(new Error('gone')) }
  await t.rejects(reportSubjects(view, gone), /gone/)
})
