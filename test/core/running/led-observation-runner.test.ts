import { NEVER, Observable } from 'rxjs'
import t from 'tap'
import type { Observation } from '../../../core/host.ts'
import { createPluginGround } from '../../support/plugin-running.ts'
import { until } from '../../support/until.ts'

const prepare = await createPluginGround(t)

t.test('one of two processes observes, and the other takes over when it stops', async t => {
  const running = prepare(t)
  const subscribed: string[] = []
  let most = 0
  const observing = (who: string): Observable<Observation> =>
    new Observable(subscriber => {
      subscribed.push(who)
      most = Math.max(most, subscribed.length)
      subscriber.add(() => subscribed.splice(subscribed.indexOf(who), 1))
      subscriber.add(NEVER.subscribe(subscriber))
    })
  const first = running.run({ observesAsLeader: observing('first') })
  await until('the first observes', () => subscribed.length === 1)
  const second = running.run({ observesAsLeader: observing('second') })
  await first.stop()
  await until('the second observes', () => subscribed.includes('second'))
  t.strictSame(subscribed, ['second'])
  await second.stop()
  t.strictSame(subscribed, [])
  t.equal(most, 1, 'never both at once')
})
