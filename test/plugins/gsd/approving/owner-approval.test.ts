import t from 'tap'
import { ownerFields } from '../../../../plugins/gsd/answering/run-body.ts'
import {
  ada,
  change,
  ci,
  minuteOf,
  next,
  refusalOf,
  start,
  tell,
  typesOf,
  type Story,
} from '../story.ts'

const asked = start({ ownerApproval: 'required' })
const complete = change({ status: 'completed' })
const fieldsOf = ({ run }: Story, minute = 100) => ownerFields(run!, minuteOf(minute))

t.test('completing waits for the owner', async t => {
  t.match(fieldsOf(tell(asked)), {
    owner_approval_required: true,
    owner_approval_status: 'pending',
    owner_approved_at: null,
  })
  t.equal(refusalOf(tell(asked), complete), 'approval_pending')
  t.equal(
    refusalOf(tell(), start({ ownerApproval: 'required', status: 'completed' })),
    'approval_pending',
  )
})

t.test('one change approves and completes', async t => {
  const both = change({ status: 'completed', ownerApprovalStatus: 'approved' }, { by: ada })
  t.strictSame(typesOf(tell(asked), both), ['ApprovalGiven', 'RunCompleted'])
  t.equal(refusalOf(tell(asked), { ...both, by: ci }), 'DECKLOG_FORBIDDEN')
})

t.test('an approval shows since when, and with which note', async t => {
  const note = 'Verified with the owner on call.'
  const approved = change(
    { ownerApprovalStatus: 'approved', ownerApprovalNote: note },
    { by: ada, minute: 7 },
  )
  const story = tell(asked, approved, { ...complete, minute: 8 })
  t.match(fieldsOf(story), {
    owner_approval_status: 'approved',
    owner_approval_note: note,
    owner_approved_at: minuteOf(7),
  })
})

t.test('a rejection blocks until approval is pending again', async t => {
  const rejected = change(
    { ownerApprovalStatus: 'rejected', ownerApprovalNote: 'No.' },
    { by: ada },
  )
  const story = tell(asked, rejected)
  t.equal(fieldsOf(story).owner_approval_status, 'rejected')
  t.equal(refusalOf(story, complete), 'approval_rejected')
  const pending = change({ ownerApprovalStatus: 'pending' })
  t.equal(fieldsOf(tell(asked, rejected, pending)).owner_approval_status, 'pending')
  t.strictSame(next(tell(asked), pending), [])
})

t.test('where no approval is required, a status says nothing', async t => {
  const story = tell(start())
  t.strictSame(next(story, change({ ownerApprovalStatus: 'approved' }, { by: ada })), [])
  t.strictSame(next(story, change({ ownerApproval: 'not_required' })), [])
  t.match(fieldsOf(story), {
    owner_approval_required: false,
    owner_approval_status: 'not_required',
  })
})

t.test('only who may approve takes the requirement away', async t => {
  const waive = change({ ownerApproval: 'not_required' })
  t.equal(refusalOf(tell(asked), waive), 'DECKLOG_FORBIDDEN')
  const waived = tell(asked, { ...waive, by: ada })
  t.equal(fieldsOf(waived).owner_approval_status, 'not_required')
  t.equal(refusalOf(waived, complete), 'accepted')
})

t.test('a note alone is kept beside the approval', async t => {
  const noted = change({ ownerApprovalNote: 'Call me first.' })
  const story = tell(asked, noted)
  t.equal(fieldsOf(story).owner_approval_note, 'Call me first.')
  t.strictSame(next(story, noted), [])
  t.equal(fieldsOf(tell(start(), noted)).owner_approval_note, 'Call me first.')
})

t.test('what a run was completed with stays as it was', async t => {
  const approved = change({ ownerApprovalStatus: 'approved' }, { by: ada })
  const verified = change({ links: ['https://ci.example/late'] })
  const story = tell(asked, approved, complete, verified)
  t.equal(fieldsOf(story).owner_approval_status, 'approved')
  const again = tell(asked, approved, complete, verified, change({ status: 'in_progress' }))
  t.equal(fieldsOf(again).owner_approval_status, 'pending', 'until it is reopened')
  const late = change({ ownerApproval: 'required' })
  t.equal(refusalOf(tell(start({ status: 'completed' })), late), 'run_completed')
})
