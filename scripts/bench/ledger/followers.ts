import {
  type AllStreamSubscription,
  END,
  type EventStoreDBClient,
  excludeSystemEvents,
  START,
} from '@eventstore/db-client'
import { setTimeout as delay } from 'node:timers/promises'

/** Subscriptions to `$all` from its end, some of which have stopped reading. */
export interface Followers {
  /** Resolves when those that read have seen this many events. */
  readersAt(events: number): Promise<void>
  /** Lets those that had stopped read again. */
  resume(): void
  /** Resolves when all have seen this many events. */
  allAt(events: number): Promise<void>
  close(): Promise<void>
}

interface Follower {
  readonly subscription: AllStreamSubscription
  seen: number
}

/** Reads as many events as there are through one subscription. */
export async function countThrough(client: EventStoreDBClient, events: number): Promise<void> {
  const subscription = client.subscribeToAll({ fromPosition: START, filter: excludeSystemEvents() })
  let seen = 0
  for await (const { event } of subscription) if (event && (seen += 1) === events) break
  await subscription.unsubscribe()
}

/** Opens subscriptions; the first `stopped` of them do not read. */
export async function openFollowers(
  client: EventStoreDBClient,
  count: number,
  stopped: number,
): Promise<Followers> {
  const followers = await Promise.all(Array.from({ length: count }, () => follow(client)))
  const idle = followers.slice(0, stopped)
  for (const { subscription } of idle) subscription.pause()
  const at = (some: readonly Follower[], events: number): Promise<void> =>
    until(() => some.every(({ seen }) => seen >= events))
  return {
    readersAt: events => at(followers.slice(stopped), events),
    resume: () => idle.forEach(({ subscription }) => subscription.resume()),
    allAt: events => at(followers, events),
    async close() {
      await Promise.all(followers.map(({ subscription }) => subscription.unsubscribe()))
    },
  }
}

async function follow(client: EventStoreDBClient): Promise<Follower> {
  const subscription = client.subscribeToAll({ fromPosition: END, filter: excludeSystemEvents() })
  const follower: Follower = { subscription, seen: 0 }
  await new Promise(resolve => subscription.once('confirmation', resolve))
  subscription.on('data', ({ event }) => {
    if (event) follower.seen += 1
  })
  return follower
}

/** Resolves when the condition holds; looks every 50 ms. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(50)
}
