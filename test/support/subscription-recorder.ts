import type { ResolvedEvent } from '@eventstore/db-client'
import type { Readable } from 'node:stream'
import { errorType } from './ledger-client.ts'
import type { Teardown } from './postgres.ts'
import { until } from './until.ts'

interface AnySubscription extends Readable {
  unsubscribe(): Promise<void>
}

/** Notes what a subscription delivers, in order: events as `show` writes them, control messages by their names. */
export class SubscriptionRecorder {
  readonly seen: string[] = []
  readonly events: ResolvedEvent[] = []
  failure: string | undefined

  constructor(
    t: Teardown,
    subscription: AnySubscription,
    show: (event: ResolvedEvent) => string = revisionOf,
  ) {
    t.teardown(() => subscription.unsubscribe())
    subscription.on('data', (event: ResolvedEvent) => {
      this.events.push(event)
      this.seen.push(show(event))
    })
    for (const name of ['confirmation', 'caughtUp', 'end'])
      subscription.on(name, () => this.seen.push(name))
    subscription.on('error', error => {
      this.failure = errorType(error)
    })
  }

  count(name: string): number {
    return this.seen.filter(seen => seen === name).length
  }

  async untilCaughtUp(): Promise<void> {
    await until('it has caught up', () => this.count('caughtUp') > 0)
  }

  async untilEvents(count: number): Promise<void> {
    await until(`${count} events have come`, () => this.events.length >= count)
  }
}

function revisionOf({ event, link }: ResolvedEvent): string {
  return String((link ?? event)?.revision)
}
