/** The stages of a run, in their order. */
export const stages = ['planning', 'implementation', 'rollout', 'validation', 'hardening'] as const

/** What a run can be. */
export const statuses = ['queued', 'in_progress', 'blocked', 'completed'] as const

/** What a run can be that is not completed. */
export const openStatuses = statuses.filter(status => status !== 'completed')

/** How a run that is completed has ended. */
export const outcomes = ['succeeded', 'failed', 'cancelled', 'superseded'] as const

/** What can be guarded by gates and approvals: entering a stage, and completing. */
export const steps = [...stages, 'completion'] as const

/** How a move lies to the order of the stages. */
export const orders = ['forward', 'skip', 'back'] as const

export type Stage = (typeof stages)[number]
export type Status = (typeof statuses)[number]
export type Step = (typeof steps)[number]
export type Order = (typeof orders)[number]

/** A status other than `completed`, which only completing reaches. */
export type OpenStatus = Exclude<Status, 'completed'>

/** How a move from one stage to another lies to their order. */
export function orderOf(from: Stage, to: Stage): Order {
  const distance = stages.indexOf(to) - stages.indexOf(from)
  if (distance < 0) return 'back'
  return distance > 1 ? 'skip' : 'forward'
}

/** Every step on the way from a stage to a step: who skips a stage passes its entry all the same. */
export function stepsBetween(from: Stage, to: Step): readonly Step[] {
  const [start, end] = [steps.indexOf(from), steps.indexOf(to)]
  return end <= start ? [to] : steps.slice(start + 1, end + 1)
}
