import type { GateAnswer } from '../../../core/gate.ts'
import type { Check, Finding } from './check.ts'

/** Asks the gate `disk`. */
export const disk: Check = {
  name: 'disk',
  applies: () => true,
  run: async ({ host }) => toFinding(await host.gate('disk', {})),
}

/** Asks the gate `continuity` of the board of the run. */
export const continuity: Check = {
  name: 'continuity',
  applies: () => true,
  async run({ host, boardId }) {
    if (boardId === null) return { verdict: 'skipped', detail: 'The run belongs to no board.' }
    return toFinding(await host.gate('continuity', { board_id: boardId }))
  },
}

function toFinding({ decision, reasons, position }: GateAnswer): Finding {
  const told = reasons.map(({ text }) => text).join(' ')
  if (position === null) return { verdict: 'error', detail: told }
  const detail = told === '' ? 'Nothing is wrong.' : told
  return { verdict: decision === 'deny' ? 'failed' : 'passed', detail }
}
