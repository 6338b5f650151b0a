import t from 'tap'
import type { Heartbeat } from '../../../../plugins/continuity/observations.ts'
import { isFailedBeat, isOutcome } from '../../../../plugins/continuity/signs/outcome.ts'

const beat = (said: Partial<Heartbeat>): Heartbeat => ({
  ...{ boardId: 'b1', agentId: 'a1', status: null, seq: null, sentAt: null, progress: null },
  ...{ runId: null, note: null },
  ...said,
})

t.test('what is going on says nothing of how it ends', async t => {
  for (const status of ['running', 'started', 'BUSY', 'working', 'retrying', 'queued', null])
    t.equal(isOutcome(beat({ status })), false, String(status))
})

t.test('how it ended is told by a word or an exit status', async t => {
  for (const status of ['succeeded', 'online', 'idle']) t.equal(isOutcome(beat({ status })), true)
  t.equal(isFailedBeat(beat({ status: 'Failed' })), true)
  t.equal(isFailedBeat(beat({ status: 'busy', exitStatus: 7 })), true)
  t.equal(isFailedBeat(beat({ status: 'busy', exitStatus: 0 })), false)
})

t.test('every word of a failure is one, in whatever letters', async t => {
  for (const word of ['failed', 'error', 'errored', 'failure', 'crashed', 'aborted', 'fatal'])
    for (const status of [word, word.toUpperCase()])
      t.equal(isFailedBeat(beat({ status })), true, status)
  t.equal(isFailedBeat(beat({ status: 'Killed' })), true)
  for (const status of ['succeeded', 'idle', 'no error', 'errors'])
    t.equal(isFailedBeat(beat({ status })), false, status)
})
