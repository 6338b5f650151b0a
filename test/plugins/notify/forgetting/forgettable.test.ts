import t from 'tap'
import {
  alarmsInUse,
  byReceivers,
  lastOfEach,
  type OldTelling,
} from '../../../../plugins/notify/forgetting/forgettable.ts'

const telling = (
  position: number,
  webhook: string,
  state: OldTelling['state'] = 'delivered',
  storm_id: string | null = null,
): OldTelling => ({ notice_id: `n${position}`, webhook, state, position, storm_id })

t.test('what says which storm an alarm is in is kept beside', async t => {
  const tellings = [telling(1, 'ops', 'delivered', 'k'), telling(2, 'ops', 'failed', 'k')]
  const later = [telling(3, 'ops'), telling(4, 'ops', 'lapsed')]
  t.strictSame([...lastOfEach([...tellings, ...later])].toSorted(), ['n2', 'n3', 'n4'])
})

t.test('of each receiver the last is kept, and the last that it has taken', async t => {
  const tellings = [
    telling(1, 'ops'),
    telling(3, 'ops', 'withheld'),
    telling(4, 'ops', 'failed'),
    telling(2, 'ops'),
    telling(5, 'boss', 'lapsed'),
  ]
  t.strictSame([...lastOfEach(tellings)].toSorted(), ['n2', 'n4', 'n5'])
})

t.test('an alarm is in use while it stands, or somebody who is there waits', async t => {
  const notices = ['a', 'b', 'c', 'd'].map((alarm_id, at) => ({ notice_id: `n${at}`, alarm_id }))
  const tellings = [telling(1, 'ops', 'pending'), telling(2, 'gone', 'withheld'), telling(3, 'ops')]
  const inUse = alarmsInUse(notices, {
    ...{ tellings, isOpen: id => id === 'a', isReceiver: name => name === 'ops' },
  })
  t.strictSame([...inUse], ['a', 'b'])
})

t.test('what the same were told is forgotten together, so many at once', async t => {
  const ids = ['n1', 'n2', 'n3', 'n4', 'n5']
  const tellings = [
    ...[telling(1, 'ops'), telling(1, 'boss'), telling(2, 'boss'), telling(2, 'ops')],
    ...[telling(3, 'boss'), telling(3, 'ops'), telling(4, 'ops')],
  ]
  t.strictSame(byReceivers(ids, tellings, 2), [
    { noticeIds: ['n1', 'n2'], webhooks: ['boss', 'ops'] },
    { noticeIds: ['n3'], webhooks: ['boss', 'ops'] },
    { noticeIds: ['n4'], webhooks: ['ops'] },
    { noticeIds: ['n5'], webhooks: [] },
  ])
})
