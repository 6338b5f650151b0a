import { Readable, Transform } from 'node:stream'
import type { AllStreamSubscription } from '@eventstore/db-client'
import t from 'tap'
import { Pull } from '../../../core/ledger/eventstoredb/pull.ts'
import { SubscriptionProgress } from '../../../core/ledger/eventstoredb/subscription-progress.ts'

const most = 100

/** Numbers from 1 on, with a checkpoint after every so many and at the end, as the client's subscription passes them on. */
function openSubscription(
  events: number,
  every: number,
  progress: SubscriptionProgress,
): Transform {
  const messages = Array.from({ length: events }, (_, i) => i + 1).flatMap(position =>
    position % every === 0 || position === events ? [position, -position] : [position],
  )
  // It does not end: what was said last stays said.
  const source = new Readable({ objectMode: true, read: () => undefined })
  for (const message of messages) source.push(message)
  return source.pipe(
    new Transform({
      objectMode: true,
      highWaterMark: 4 * most,
      transform(message: number, _encoding, next) {
        if (message > 0) next(null, message)
        else {
          progress.checkpointReached(BigInt(-message))
          next()
        }
      },
    }),
  )
}

for (const events of [2_760, 3_000, 3_037])
  t.test(
    `says of ${events} events that a checkpoint is reached when those before it are out`,
    async t => {
      const progress = new SubscriptionProgress('start')
      const subscription = openSubscription(events, 137, progress)
      const pull = new Pull<number>(subscription)
      progress.attach(subscription as unknown as AllStreamSubscription, pull, async () => 0n)
      let handedOut = 0
      for (let reached = 0n; reached < BigInt(events);) {
        const change = pull.changed()
        const taken = pull.take(most)
        handedOut = taken.at(-1) ?? handedOut
        const news = progress.advance(
          taken.length,
          taken.length > 0 ? BigInt(handedOut) : undefined,
        )
        reached = news?.checkpoint ?? reached
        if (reached > BigInt(handedOut)) break
        if (taken.length < most && reached < BigInt(events)) await change
      }
      t.equal(handedOut, events, 'the last checkpoint is said with the last event')
      subscription.destroy()
    },
  )
