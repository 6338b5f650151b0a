import { get, newKey, send, type Read } from '../../api/client.ts'
import { alarmsPage, mutesInForcePage, windowsInForcePage } from '../../api/lists.ts'
import { readAll } from '../../api/rows.ts'
import { useReading, useRows, type Shown, type ShownRows } from '../../parts/use-reading.ts'

export type Alarm = Read<'/api/v1/alarms'>['alarms'][number]
export type Mute = Read<'/api/v1/mutes'>['mutes'][number]
export type Window = Read<'/api/v1/windows'>['windows'][number]
export type Notice = Read<'/api/v1/notifications'>['notifications'][number]

/** Which alarms are listed, as the address of the page says. */
export interface AlarmFilter {
  readonly state: 'raised' | 'cleared' | undefined
  readonly kind: string | undefined
}

/** The filter that an address holds; what makes no sense is not filtered by. */
export function filterOf(query: URLSearchParams): AlarmFilter {
  const state = query.get('state') ?? 'raised'
  const kind = query.get('kind') ?? undefined
  return { state: state === 'raised' || state === 'cleared' ? state : undefined, kind }
}

/** The alarms of a filter, those that changed last first. */
export function useAlarms({ state, kind }: AlarmFilter): ShownRows<Alarm> {
  return useRows<Alarm>({
    of: `alarms ${state ?? ''} ${kind ?? ''}`,
    topic: 'alarms',
    keyOf: ({ id }) => id,
    compare: (a, b) => (a.changed_at < b.changed_at ? 1 : -1),
    page: (query, signal) =>
      alarmsPage({ ...query, ...(state ? { state } : {}), ...(kind ? { kind } : {}) }, signal),
  })
}

/** One alarm, however the list is filtered. */
export function useAlarm(id: string): Shown<Alarm> {
  return useReading({
    of: `alarm ${id}`,
    topics: ['alarms'],
    read: async signal => (await get('/api/v1/alarms/{id}', { params: { id }, signal })).body,
  })
}

/** What was told of an alarm, to whom, and what became of it; the newest first. */
export function useNotices(alarmId: string): ShownRows<Notice> {
  return useRows<Notice>({
    of: `notices ${alarmId}`,
    topic: 'notices',
    topics: ['tellings'],
    keyOf: ({ id }) => id,
    async page(query, signal) {
      const { body, next } = await get('/api/v1/notifications', {
        query: { ...query, alarm_id: alarmId },
        signal,
      })
      return { rows: body.notifications, next }
    },
  })
}

/** The mutes that are in force. */
export function useMutes(): Shown<readonly Mute[]> {
  return useReading({
    of: 'mutes',
    topics: ['mutes'],
    read: signal => readAll(query => mutesInForcePage(query, signal)),
  })
}

/** The maintenance windows that are open or planned; those that are open first. */
export function useWindows(): Shown<readonly Window[]> {
  return useReading({
    of: 'windows',
    topics: ['windows'],
    async read(signal) {
      const windows = await readAll(query => windowsInForcePage(query, signal))
      const later = ({ opened_at: at }: Window): number => (at === null ? 1 : 0)
      return [...windows].sort(
        (a, b) => later(a) - later(b) || (a.begins_at < b.begins_at ? -1 : 1),
      )
    },
  })
}

/** Does something to an alarm, with what is said about it. */
export async function handleAlarm(
  verb: 'acknowledge' | 'resolve',
  { id, note, key }: { readonly id: string; readonly note: string; readonly key: string },
): Promise<void> {
  await send('post', `/api/v1/alarms/{id}/${verb}`, { params: { id }, body: { note }, key })
}

/** What is to be muted, why, and until when. */
export interface MuteRequest {
  readonly alarmId: string | null
  readonly kind: Alarm['kind'] | null
  readonly boardId: string | null
  readonly reason: string
  readonly expiresAt: Date
}

/** Keeps alarms from being told for a while. */
export async function setMute(
  { alarmId, kind, boardId, reason, expiresAt }: MuteRequest,
  key = newKey(),
): Promise<void> {
  const body = {
    alarm_id: alarmId,
    // The words that there are depend on the plugins that run; the API refuses what is none.
    kind: kind as never,
    board_id: boardId,
    reason,
    expires_at: expiresAt.toISOString(),
  }
  await send('post', '/api/v1/mutes', { body, key })
}

/** Ends a mute before its time. */
export async function liftMute(id: string, key: string): Promise<void> {
  await send('post', '/api/v1/mutes/{id}/lift', { params: { id }, key })
}

/** Ends a maintenance window before its time, for good. */
export async function cancelWindow(id: string, key: string): Promise<void> {
  await send('post', '/api/v1/windows/{id}/cancel', { params: { id }, key })
}
