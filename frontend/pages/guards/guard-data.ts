import { momentMs } from '../../api/as-of.ts'
import { get, send, type Read } from '../../api/client.ts'
import { guardsPage } from '../../api/lists.ts'
import { readAll } from '../../api/rows.ts'
import { type Over, spanOf } from '../../parts/series.ts'
import { useReading, type Shown } from '../../parts/use-reading.ts'

export type Guard = Read<'/api/v1/guards'>['guards'][number]
export type GuardSubject = Read<'/api/v1/guards/{name}'>['subjects'][number]
export type SubjectShown = Read<'/api/v1/guards/{name}/{subject}'>
export type Measure = GuardSubject['measures'][number]

/** The guards of Decklog itself fold what they judge into read models of their own. */
const topics = ['guard-levels', 'disk-status']

/** Every guard, by name. */
export function useGuards(): Shown<readonly Guard[]> {
  return useReading({
    of: 'all guards',
    topics,
    everyMs: 1_000,
    read: signal => readAll(query => guardsPage(query, signal)),
  })
}

/** A guard with its subjects as far as they are read, and where they go on. */
export interface GuardShown {
  readonly guard: Guard
  readonly subjects: readonly GuardSubject[]
  readonly next: string | null
}

/** A guard and the first of its subjects, worst first as the API has them. */
export function useGuard(name: string): Shown<GuardShown> {
  return useReading<GuardShown>({
    of: `guard ${name}`,
    topics,
    everyMs: 1_000,
    // As many as were read before: who has looked further does not lose what they look at.
    read: async (signal, before) => {
      const wanted = Math.max(firstPage, before?.subjects.length ?? 0)
      let shown = await readPage(name, { limit: Math.min(wanted, mostInPage) }, signal)
      while (shown.subjects.length < wanted && shown.next !== null)
        shown = join(shown, await readPage(name, { limit: mostInPage, after: shown.next }, signal))
      return shown
    },
  })
}

const firstPage = 50
const mostInPage = 200

/** Reads on where a guard's subjects went on. */
export async function readOn(name: string, shown: GuardShown): Promise<GuardShown> {
  if (shown.next === null) return shown
  const page = { limit: firstPage, after: shown.next }
  return join(shown, await readPage(name, page, AbortSignal.timeout(15_000)))
}

async function readPage(
  name: string,
  query: { readonly limit: number; readonly after?: string },
  signal: AbortSignal,
): Promise<GuardShown> {
  const { body } = await get('/api/v1/guards/{name}', { params: { name }, query, signal })
  const { subjects, next, ...guard } = body
  return { guard, subjects, next }
}

function join(before: GuardShown, { guard, subjects, next }: GuardShown): GuardShown {
  return { guard, subjects: [...before.subjects, ...subjects], next }
}

/** One subject with its history over a length of time, and from when to when that is, in ms. */
export interface SubjectOver {
  readonly subject: SubjectShown
  readonly from: number
  readonly to: number
}

/** A subject of a guard, with what was read of it over a length of time. */
export function useSubject(name: string, id: string, over: Over): Shown<SubjectOver> {
  return useReading<SubjectOver>({
    of: `subject ${name} ${id} ${over}`,
    topics: [...topics, 'guard-usage', 'disk-usage'],
    only: (topic, key) => !topics.includes(topic) || key === null || key === id,
    everyMs: 2_000,
    async read(signal, before) {
      const { ms, resolution } = spanOf(over)
      const to = momentMs(before?.subject.read_at ?? null)
      const params = { name, subject: id }
      const from = new Date(to - ms).toISOString()
      const { body } = await get('/api/v1/guards/{name}/{subject}', {
        params,
        query: { resolution, from },
        signal,
      })
      return { subject: body, from: to - ms, to }
    },
  })
}

/** Forgets a subject that does not come back. */
export async function forgetSubject(
  { name, id }: { readonly name: string; readonly id: string },
  reason: string,
  key: string,
): Promise<void> {
  const params = { name, subject: id }
  await send('post', '/api/v1/guards/{name}/{subject}/forget', { params, body: { reason }, key })
}
