import t from 'tap'
import { runBody } from '../../../plugins/gsd/answering/run-body.ts'
import type { Bypass, Run } from '../../../plugins/gsd/run.ts'
import { createRunTexts } from '../../../projections/gsd-runs/run-texts.ts'
import { ada, change, minuteOf, start, tell } from '../../plugins/gsd/story.ts'

const run: Run = tell(start({ metrics: { a: 1 } })).run!
const [early, late] = [new Date(minuteOf(5)), new Date(minuteOf(50))] as const
const bypass: Bypass = {
  ...{ bypassId: run.runId, step: 'rollout', gates: ['disk'], releaseId: 'f'.repeat(64) },
  ...{ reason: 'a fix', actor: 'person:ada', via: null },
  ...{ givenAt: minuteOf(1), expiresAt: minuteOf(10) },
}

const keptOf = (one: Run) => ({ id: run.runId, text: JSON.stringify(one) })

t.test('a run that is kept is answered as its body says, however often', async t => {
  const textOf = createRunTexts()
  const kept = keptOf(run)
  const written = JSON.stringify(runBody(run, early))
  t.equal(textOf(kept, early), written)
  t.equal(textOf(kept, late), written)
})

t.test('a run that changed is answered as it is now', async t => {
  const textOf = createRunTexts()
  textOf(keptOf(run), early)
  const changed: Run = tell(start(), change({ stage: 'rollout' }, { by: ada })).run!
  t.equal(textOf(keptOf(changed), early), JSON.stringify(runBody(changed, early)))
})

t.test('what expires is judged at the moment that is asked about', async t => {
  const textOf = createRunTexts()
  const kept = keptOf({ ...run, bypasses: [bypass] })
  t.match(textOf(kept, early), '"state":"active"')
  t.match(textOf(kept, late), '"state":"expired"')
})

t.test('an approval that expires is judged at the moment that is asked about', async t => {
  const textOf = createRunTexts()
  const pending: Run = tell(start({ ownerApproval: 'required' })).run!
  for (const now of [early, late])
    t.equal(textOf(keptOf(pending), now), JSON.stringify(runBody(pending, now)))
})
