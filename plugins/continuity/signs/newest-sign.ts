import type { AgentSigns, RuntimeSigns, Sign } from '../signs.ts'

/** When the newest of all that was seen of an agent was received; null when nothing was. */
export function newestOfAgent({ beat, status, progress, probe }: AgentSigns): Date | null {
  return newest([beat, status, progress && progress.last, probe])
}

/** When the newest of all that was seen of a runtime was received; null when nothing was. */
export function newestOfRuntime({ probe, sessions }: RuntimeSigns): Date | null {
  return newest([probe, sessions])
}

function newest(signs: readonly (Sign | null)[]): Date | null {
  let last = ''
  for (const sign of signs) if (sign && sign.receivedAt > last) last = sign.receivedAt
  return last === '' ? null : new Date(last)
}
