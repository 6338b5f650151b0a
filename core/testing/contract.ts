import { messageOf } from '../errors.ts'

/** One promise of a contract: a sentence, and how it is looked at. */
export interface Promised {
  readonly says: string
  /** Throws, in words, what does not hold. */
  check(): Promise<void> | void
}

/** What a promise came to. */
export interface Held {
  readonly says: string
  readonly outcome: 'holds' | 'broken'
  /** What does not hold. */
  readonly reason?: string
}

/** A test that has subtests: that of node:test, of tap, or of any other kind. */
export interface Tester {
  test(name: string, run: () => Promise<void>): Promise<unknown>
}

/** Looks at every promise, each as a subtest of `t`. */
export async function testPromises(t: Tester, promises: readonly Promised[]): Promise<void> {
  for (const { says, check } of promises) await t.test(says, async () => check())
}

/** Looks at every promise, one after another, and tells which hold. */
export async function* lookAtPromises(promises: readonly Promised[]): AsyncGenerator<Held> {
  for (const { says, check } of promises) {
    try {
      await check()
      yield { says, outcome: 'holds' }
    } catch (error) {
      yield { says, outcome: 'broken', reason: messageOf(error) }
    }
  }
}
