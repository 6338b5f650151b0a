import { manifestExample } from '../../plugins/release/manifest.ts'
import { until } from './until.ts'
import type { WholeApp } from './whole-app.ts'

interface OfBoard {
  /** Ids. */
  readonly board: string
  readonly agent: string
  /** Evidence to attach. */
  readonly proof: object
}

const later = new Date(Date.now() + 3_600_000).toISOString()

/** Makes one of everything on the board, and answers their ids; throws when one cannot be made. */
export async function makeThings(app: Pick<WholeApp, 'send'>, { board, agent, proof }: OfBoard) {
  const make = async (method: string, path: string, body: object) => {
    const { status, text } = await app.send(method, path, { body: JSON.stringify(body) })
    if (status >= 300 && status !== 409) throw new Error(`${method} ${path}: ${status} ${text}`)
    return JSON.parse(text)
  }
  const leaving = 'a9e47000-0000-4000-8000-00000000000b'
  await make('PUT', `/api/v1/boards/${board}`, { name: 'Board', slug: 'board' })
  await make('PUT', `/api/v1/boards/${board}/agents/${agent}`, { name: 'scribe' })
  await make('PUT', `/api/v1/boards/${board}/agents/${leaving}`, { name: 'leaving' })
  const runs = '/api/v1/gsd-runs'
  const { id: run } = await make('POST', runs, { board_id: board })
  const approvals = [{ stage: 'implementation' }]
  const { id: approvable } = await make('POST', runs, { board_id: board, approvals })
  const attached = await make('POST', `${runs}/${run}/evidence`, proof)
  const muting = { board_id: board, reason: 'test', expires_at: later }
  const { mute_id: mute } = await make('POST', '/api/v1/mutes', muting)
  const { release_id: release } = await make('POST', '/api/v1/releases', manifestExample)
  const verified = await make('POST', '/api/v1/verifications', { target: 'self', run_id: run })
  const { token } = await make('POST', '/api/v1/tokens', {
    name: 'x',
    kind: 'service',
    scopes: ['read'],
  })
  const { id: held } = await make('POST', runs, { board_id: board, release_id: release })
  const denied = await make('PATCH', `${runs}/${held}`, { stage: 'implementation' })
  let alarm = ''
  await until('the denial is an alarm', async () => {
    const { text } = await app.send('GET', '/api/v1/notifications')
    alarm = JSON.parse(text).notifications[0]?.alarm_id ?? ''
    return alarm !== ''
  })
  return {
    ...{ run, approvable, mute, release, held, leaving, alarm, token: token.id },
    evidence: attached.id,
    verification: verified.verification_id,
    decision: denied.gate_decisions[0].id,
  }
}
