import { callerOf } from '../../console/world.ts'

/** Makes changes that show on every page: a job that fails and is well again, a run that is blocked and goes on, in turns. */
export function changeFor(
  { url, token }: { readonly url: string; readonly token: string },
  board: string,
): (turn: number) => Promise<void> {
  const { call } = callerOf(url, token)
  let run: string | undefined
  return async turn => {
    run ??= String(
      (await call('POST', '/api/v1/gsd-runs', { run_name: 'bench', board_id: board }))['id'],
    )
    const isBad = Math.floor(turn / 2) % 2 === 0
    if (turn % 2 === 0)
      await call('POST', '/api/v1/agents/heartbeat', {
        ...{ name: `job-${turn % 20}`, board_id: board },
        ...(isBad ? { status: 'failed', exit_status: turn % 200 } : { status: 'succeeded' }),
      })
    else
      await call('PATCH', `/api/v1/gsd-runs/${run}`, { status: isBad ? 'blocked' : 'in_progress' })
  }
}
