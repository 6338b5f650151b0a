import type { AlarmSeverity } from '../../../core/plugin-api.ts'
import { receiversOf, type ReceiverSettings } from '../channels/channels.ts'
import type { Receiver } from '../channels/settings.ts'
import type { NotifyRoute } from './route.ts'

/** What is looked at of an alarm to choose whom to tell. */
export interface Routable {
  readonly kind: string
  readonly boardId: string | null
  readonly severity: AlarmSeverity
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** Chooses who is to be told of an alarm at once, by their names. */
export type Choose = (alarm: Routable) => readonly string[]

/** Somebody who is told of an alarm when it has stood for a while and nobody looks after it. */
export interface LaterStep {
  readonly receiver: string
  readonly route: string
  readonly afterMs: number
  /** Its time counts from when the alarm is so severe. */
  readonly from: AlarmSeverity
}

/** Who is told of an alarm, and when. */
export interface Routing {
  readonly choose: Choose
  /** Those who are told later, the earliest step first. */
  later(alarm: Routable): readonly LaterStep[]
}

type Chosen = Pick<Receiver, 'name' | 'kinds' | 'boards' | 'leastSeverity'>

/**
 * Creates the choice of these settings, by nothing but what is known of an alarm. Whom a route names is told by routes alone; whoever
 * none names is told at once. What a receiver says of itself (kinds, boards, severity) holds either way.
 */
export function createRouting(
  config: ReceiverSettings & { readonly routes: readonly NotifyRoute[] },
): Routing {
  const { routes } = config
  const receivers: readonly Chosen[] = receiversOf(config)
  const routed = new Set(routes.flatMap(({ steps }) => steps.flatMap(({ to }) => to)))
  const unrouted = receivers.filter(({ name }) => !routed.has(name))

  const choose: Choose = alarm => {
    const atOnce = stepsOf(alarm).filter(({ afterMs }) => afterMs === 0)
    const names = [
      ...unrouted.filter(one => isWilling(one, alarm)).map(({ name }) => name),
      ...atOnce.map(({ receiver }) => receiver),
    ]
    return receivers.map(({ name }) => name).filter(name => names.includes(name))
  }

  function stepsOf(alarm: Routable): readonly LaterStep[] {
    const taken = routes.filter(route => accepts(route, alarm) && hasLabels(route, alarm))
    const willing = receivers.filter(one => isWilling(one, alarm)).map(({ name }) => name)
    return taken
      .flatMap(({ name: route, leastSeverity: from, steps }) =>
        steps.flatMap(({ after, to }) =>
          to.map(receiver => ({ receiver, route, afterMs: after * 1_000, from })),
        ),
      )
      .filter(({ receiver }) => willing.includes(receiver))
      .toSorted((a, b) => a.afterMs - b.afterMs)
  }

  return {
    choose,
    later(alarm) {
      const known = new Set(choose(alarm))
      return stepsOf(alarm).filter(step => !known.has(step.receiver))
    },
  }
}

// A channel that fails is no way to say that it does.
function isWilling(receiver: Chosen, alarm: Routable): boolean {
  const isAboutIt = alarm.kind === 'channel' && alarm.labels?.['channel'] === receiver.name
  return !isAboutIt && accepts(receiver, alarm)
}

function accepts({ kinds, boards, leastSeverity }: Omit<Chosen, 'name'>, alarm: Routable): boolean {
  const { kind, boardId, severity } = alarm
  if (kinds.length > 0 && !kinds.includes(kind)) return false
  if (severity !== 'critical' && leastSeverity !== 'warning') return false
  return boards.length === 0 || (boardId !== null && boards.includes(boardId))
}

/** Tells whether an alarm has all of these labels. */
export function hasLabels(
  { labels }: Pick<NotifyRoute, 'labels'>,
  alarm: Pick<Routable, 'labels'>,
): boolean {
  return Object.entries(labels).every(([name, value]) => alarm.labels?.[name] === value)
}
