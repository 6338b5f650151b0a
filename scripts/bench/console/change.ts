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
    const [method, path, body]: readonly [string, string, object] =
      turn % 2 === 0
        ? ['POST', '/api/v1/agents/heartbeat', beatOf(turn, isBad ? 'failed' : 'succeeded', board)]
        : ['PATCH', `/api/v1/gsd-runs/${run}`, { status: isBad ? 'blocked' : 'in_progress' }]
    // On a machine that is taken, one can be too late; what is measured is not it.
    await call(method, path, body, 'anything')
  }
}

function beatOf(turn: number, status: 'failed' | 'succeeded', board: string): object {
  const ended = status === 'failed' ? { exit_status: turn % 200 } : {}
  return { name: `job-${turn % 20}`, board_id: board, status, ...ended }
}
