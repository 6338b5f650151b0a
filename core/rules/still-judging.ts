import type { Host } from '../host.ts'
import { machineStream, pulseStream } from '../presence/presence.ts'
import type { RecordedRules } from './rules-decider.ts'

/**
 * The same without machines that were forgotten and not heard since: nothing is judged there any more. `looked` is what is known already
 * of machines, where several are asked about.
 */
export async function stillJudging(
  host: Pick<Host, 'read'>,
  last: RecordedRules,
  looked = new Map<string, Promise<boolean>>(),
): Promise<RecordedRules> {
  const isGone = (name: string): Promise<boolean> => {
    const machine = machineOf(name)
    const known = looked.get(machine) ?? isForgotten(host, machine)
    looked.set(machine, known)
    return known
  }
  const gone = await Promise.all(Object.keys(last.own).map(isGone))
  const own = Object.fromEntries(Object.entries(last.own).filter((_, index) => !gone[index]))
  const isOne = Object.values(own).every(digest => digest === last.digest)
  return { ...last, own: isOne ? {} : own }
}

// `judgeName` puts the roles of a process behind its machine.
function machineOf(name: string): string {
  return name.split(' (', 1)[0] ?? name
}

async function isForgotten(host: Pick<Host, 'read'>, machine: string): Promise<boolean> {
  const newest = { direction: 'backwards', limit: 1 } as const
  for await (const { type, receivedAt: forgottenAt } of host.read(machineStream(machine), newest)) {
    if (type !== 'core.MachineForgotten') return false
    for await (const pulse of host.read(pulseStream(machine), newest))
      return pulse.receivedAt <= forgottenAt
    return true
  }
  return false
}
