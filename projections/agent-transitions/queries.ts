import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { TransitionRow } from './projection.ts'

/** Lists transitions of an agent, newest first, one more than the limit when there are more. */
export function listTransitions(
  read: ReadHost,
  agentId: string,
  { after, limit }: { readonly after: PageCursor | undefined; readonly limit: number },
): Promise<readonly TransitionRow[]> {
  return read.query<TransitionRow>(
    `
      select *
      from ${read.view('agent-transitions')}
      where agent_id = $1
        and ($2::timestamptz is null or (detected_at, event_id) < ($2, $3::uuid))
      order by detected_at desc, event_id desc
      limit $4
    `,
    [agentId, after?.sort ?? null, after?.id ?? null, limit + 1],
  )
}

/** Finds the board of an agent. */
export async function boardOf(read: ReadHost, agentId: string): Promise<string | undefined> {
  const [agent] = await read.query<{ readonly board_id: string }>(
    `
      select board_id
      from ${read.view('agent-continuity')}
      where agent_id = $1 and registered_at is not null
    `,
    [agentId],
  )
  return agent?.board_id
}
