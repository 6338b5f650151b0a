import t from 'tap'
import type { GuardTransition } from '../../../../core/guarding/guard-view.ts'
import { reportOf } from '../../../../core/guarding/answering/report.ts'

const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour))
const span = { from: at(2), to: at(12) }
const subject = { id: 's', host: null, boardId: null, subject: 'north' }

function to(level: GuardTransition['to'], hour: number, held?: 'ok' | 'critical'): GuardTransition {
  const of = held ?? (level === 'unknown' ? 'ok' : level)
  const times = { at: at(hour), becameTrueAt: at(hour) }
  return { from: 'ok', to: level, held: of, ...times, text: `at ${level}`, eventId: `e${hour}` }
}

t.test('tells when its gate would have denied, and how often it changed its mind', t => {
  const changes = [to('ok', 9), to('warning', 8), to('unknown', 6, 'critical'), to('critical', 4)]
  t.match(reportOf(subject, changes, span), {
    denials: [{ from: at(4), to: at(8), text: 'at critical' }],
    ...{ deniedSeconds: 4 * 3_600, warnings: 0, changes: 3 },
  })
  t.end()
})

t.test('what began before the time of a report counts from where that begins', t => {
  t.match(reportOf(subject, [to('critical', 1)], span), {
    denials: [{ from: at(1), to: null }],
    ...{ deniedSeconds: 10 * 3_600, changes: 0 },
  })
  t.end()
})

t.test('what was forgotten would have denied no longer', t => {
  const forgotten = { ...subject, forgottenAt: at(6) }
  t.match(reportOf(forgotten, [to('critical', 4)], span), {
    denials: [{ from: at(4), to: at(6) }],
    ...{ deniedSeconds: 2 * 3_600, changes: 2 },
  })
  const back = [to('critical', 9), to('critical', 4)]
  t.match(reportOf(forgotten, back, span), {
    denials: [{ to: at(6) }, { from: at(9), to: null }],
    deniedSeconds: 5 * 3_600,
  })
  t.end()
})
