/** One request; it answers how many beats were accepted, none when it failed. */
export type Send = () => Promise<number>

/** What came of sending. */
export interface Sent {
  readonly accepted: number
  /** Requests that were not answered 2xx. */
  readonly failed: number
  readonly seconds: number
  /** How long each answer took, in milliseconds. */
  readonly answerMs: readonly number[]
}

const tickMs = 5

/** Sends each once, spread evenly over so many seconds, whether or not earlier ones are answered. Answers are timed from when each was due. */
export async function paced(sends: readonly Send[], seconds: number): Promise<Sent> {
  const record = createRecord()
  const everyMs = (seconds * 1_000) / sends.length
  const pending: Promise<void>[] = []
  for (const [index, send] of sends.entries()) {
    const dueMs = record.startMs + index * everyMs
    const waitMs = dueMs - performance.now()
    if (waitMs > tickMs) await new Promise(resolve => setTimeout(resolve, waitMs))
    pending.push(record.time(send, dueMs))
  }
  await Promise.all(pending)
  return record.sent()
}

/** Sends one after another, again and again, so many callers at once, for so many seconds. */
export async function flatOut(
  sends: readonly Send[],
  callers: number,
  seconds: number,
): Promise<Sent> {
  const record = createRecord()
  const endMs = record.startMs + seconds * 1_000
  let next = 0
  const call = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const send = sends[next % sends.length]
      next += 1
      if (send) await record.time(send, performance.now())
    }
  }
  await Promise.all(Array.from({ length: callers }, call))
  return record.sent()
}

function createRecord() {
  const startMs = performance.now()
  const answerMs: number[] = []
  let accepted = 0
  let failed = 0
  return {
    startMs,
    async time(send: Send, fromMs: number): Promise<void> {
      const taken = await send().catch(() => {
        failed += 1
        return 0
      })
      accepted += taken
      answerMs.push(performance.now() - fromMs)
    },
    sent: (): Sent => ({
      accepted,
      failed,
      answerMs,
      seconds: (performance.now() - startMs) / 1_000,
    }),
  }
}
