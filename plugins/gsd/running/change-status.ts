import { isOpen, rulesOf } from '../run.ts'
import { refused } from './refused.ts'
import type { Rule } from './rule.ts'

/** A completed run is taken up again by giving it another status. */
export const reopen: Rule = (run, { change: { status, reason = null }, by: { at } }) => {
  if (isOpen(run) || status === undefined || status === 'completed') return []
  if (rulesOf(run) === 'release' && reason === null) throw refused('reason_required', { run, at })
  return [{ type: 'gsd.RunReopened', data: { runId: run.runId, status, reason } }]
}

/** An open run gets another status; leaving `blocked` takes a reason where the rules hold. */
export const changeStatus: Rule = (run, { change: { status, reason = null }, by: { at } }) => {
  if (!isOpen(run) || status === undefined || status === 'completed') return []
  if (run.status === status) return []
  const held = rulesOf(run) === 'release' && run.status === 'blocked'
  if (held && reason === null) throw refused('reason_required', { run, at })
  const data = { runId: run.runId, from: run.status, to: status, reason }
  return [{ type: 'gsd.StatusChanged', data }]
}

/** What is blocked is freed before it moves; what becomes blocked moves first. */
export const unblock: Rule = (run, context) =>
  run.status === 'blocked' ? changeStatus(run, context) : []
