import { type Decider, notFound } from '../../../core/plugin-api.ts'
import type { WindowEvent, WindowPlan, WindowScope } from './window-events.ts'
import { nextOpening, openingAt } from './when.ts'

/** What may be done with a maintenance window. */
export type WindowCommand =
  | {
      readonly type: 'plan'
      readonly windowId: string
      readonly scope: WindowScope
      readonly plan: WindowPlan
      readonly reason: string
    }
  | { readonly type: 'cancel' | 'forget'; readonly windowId: string }
  /** It is time to look whether it opens, closes, or is over. */
  | { readonly type: 'look'; readonly windowId: string; readonly now: Date }

/** How a window stands; `open` says since when. */
export type Window =
  | { readonly is: 'none' | 'over' | 'forgotten' }
  | { readonly is: 'planned'; readonly plan: WindowPlan; readonly openSince: string | undefined }

/** The rules of a maintenance window: planned once, it opens and closes, and is over by its time or by hand. */
export const windowDecider: Decider<Window, WindowCommand, WindowEvent> = {
  foldVersion: 1,
  initial: { is: 'none' },
  evolve(window, event) {
    switch (event.type) {
      case 'notify.WindowPlanned':
        return { is: 'planned', plan: event.data, openSince: undefined }
      case 'notify.WindowOpened':
        return window.is === 'planned' ? { ...window, openSince: event.data.from } : window
      case 'notify.WindowClosed':
        return window.is === 'planned' ? { ...window, openSince: undefined } : window
      case 'notify.WindowCancelled':
      case 'notify.WindowEnded':
        return { is: 'over' }
      case 'notify.WindowForgotten':
        return { is: 'forgotten' }
      default:
        return event satisfies never
    }
  },
  decide(command, window) {
    switch (command.type) {
      case 'plan': {
        const { windowId, scope, plan, reason } = command
        const data = { windowId, ...scope, ...plan, reason }
        return window.is === 'none' ? [{ type: 'notify.WindowPlanned', data }] : []
      }
      case 'cancel': {
        if (window.is === 'none') throw notFound('window')
        const { windowId } = command
        return window.is === 'planned'
          ? [{ type: 'notify.WindowCancelled', data: { windowId } }]
          : []
      }
      case 'forget': {
        const { windowId } = command
        return window.is === 'over' ? [{ type: 'notify.WindowForgotten', data: { windowId } }] : []
      }
      case 'look':
        return look(command, window)
      default:
        return command satisfies never
    }
  },
}

function look(
  { windowId, now }: Extract<WindowCommand, { type: 'look' }>,
  window: Window,
): readonly WindowEvent[] {
  if (window.is !== 'planned') return []
  const { plan, openSince } = window
  const planned = asTimes(plan)
  const opening = openingAt(planned, now)
  const from = opening?.from.toISOString()
  const closes: readonly WindowEvent[] =
    openSince === undefined || openSince === from
      ? []
      : [{ type: 'notify.WindowClosed', data: { windowId } }]
  if (opening && from !== undefined && from !== openSince) {
    const data = { windowId, from, until: opening.until.toISOString() }
    return [...closes, { type: 'notify.WindowOpened', data }]
  }
  const isOver = !opening && !nextOpening(planned, now)
  return isOver ? [...closes, { type: 'notify.WindowEnded', data: { windowId } }] : closes
}

/** A plan with its times as such. */
export function asTimes(plan: WindowPlan): Omit<WindowPlan, 'beginsAt' | 'endsAt'> & {
  readonly beginsAt: Date
  readonly endsAt: Date
} {
  return { ...plan, beginsAt: new Date(plan.beginsAt), endsAt: new Date(plan.endsAt) }
}
