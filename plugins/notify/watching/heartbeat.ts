import Joi from 'joi'
import {
  duration,
  heardAt,
  type Host,
  type MachineRow,
  machinePatienceMs,
  messageOf,
  type Sweep,
} from '../../../core/plugin-api.ts'
import type { AlarmRow } from '../rows.ts'
import { readUrl } from '../channels/read-values.ts'
import { fileKey } from '../channels/settings.ts'

/** Whom Decklog tells that it works, so that somebody outside notices when it does not. */
export interface HeartbeatSettings {
  /** Neither: nobody is called. */
  readonly url: string | null
  readonly urlFile: string | null
  /** Seconds. */
  readonly every: number
}

const place = { path: 'plugins.notify.heartbeat' }

/** Schema of `plugins.notify.heartbeat`. */
export const heartbeatSchema = Joi.object({
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .allow(null)
    .default(null)
    .when('urlFile', { is: Joi.string().required(), then: Joi.valid(null) })
    .meta({ judges: false })
    .description('What is called. It is shown; one that is itself a secret belongs in a file.'),
  urlFile: fileKey('File that holds the URL, instead.').allow(null).default(null),
  every: duration().min(10).max(3_600).default(60).description('How often it is called.'),
})
  .default()
  .description(
    'Called by GET while the whole way works, from guards to ledger to read models: what watches Decklog alarms when it is called no more.',
  )

type HeartbeatHost = Pick<
  Host<{ readonly heartbeat: HeartbeatSettings }>,
  'all' | 'clock' | 'config' | 'log' | 'outbound' | 'rows'
>

const isCalled = ({ url, urlFile }: HeartbeatSettings): boolean => url !== null || urlFile !== null

function whereOf({ url, urlFile }: HeartbeatSettings) {
  return { ...(url !== null && { url }), ...(urlFile !== null && { urlFile }) }
}

/** Throws DECKLOG_CONFIG_INVALID when the URL of the heartbeat is left to a file that has none. */
export async function verifyHeartbeat({ config: { heartbeat } }: HeartbeatHost): Promise<void> {
  if (isCalled(heartbeat)) await readUrl(whereOf(heartbeat), place)
}

/** Creates the sweep that tells whoever watches Decklog that it works; none where nobody does. */
export function createHeartbeatSweeps(host: HeartbeatHost): readonly Sweep[] {
  const { config, log, outbound } = host
  const { heartbeat } = config
  if (!isCalled(heartbeat)) return []
  return [
    {
      name: 'heartbeat',
      everySeconds: heartbeat.every,
      async run(signal) {
        const problem = await whatFails(host)
        if (problem !== undefined) return log.warn({ problem }, 'the heartbeat is withheld')
        const url = await readUrl(whereOf(heartbeat), place)
        const share = 'heartbeat'
        const answer = await outbound.request({ url, signal, share, source: 'configuration' })
        const reason = answer.outcome === 'failed' ? answer.message : `it answered ${answer.status}`
        const isTaken = answer.outcome === 'answered' && answer.status >= 200 && answer.status < 300
        if (!isTaken) log.warn({ reason }, 'the heartbeat did not arrive')
      },
    },
  ]
}

const columns = ['kind', 'state', 'text', 'acknowledged_at', 'silenced_by'] as const
type Standing = Pick<AlarmRow, (typeof columns)[number]>

/** The kinds of alarms that core raises of the way itself: guards that give no readings, read models that stand still, parts that fail. */
const ofTheWay: readonly string[] = ['guard', 'projection', 'decklog']

// What somebody looks after, or has silenced, is known: whoever watches is to hear of the rest.
function isBroken({ kind, state, acknowledged_at, silenced_by }: Standing): boolean {
  const isKnown = acknowledged_at !== null || silenced_by !== null
  return state === 'raised' && ofTheWay.includes(kind) && !isKnown
}

/**
 * What of the way from guards to what is told does not work now; undefined: nothing. Rows are current as of now, or an error: so a
 * machine that was confirmed a moment ago came from a process of guards, through the ledger, into a read model.
 */
async function whatFails({ all, rows, clock }: HeartbeatHost): Promise<string | undefined> {
  try {
    const { rows: machines } = await all<MachineRow>('machines')
    await rows('tellings', { limit: 1 })
    const { rows: open } = await all<Standing>('alarms', { equals: { open: true }, columns })
    const broken = open.find(isBroken)
    if (broken) return broken.text
    const oldestMs = clock.now().getTime() - machinePatienceMs
    const isHeard = machines.some(machine => (heardAt(machine)?.getTime() ?? 0) >= oldestMs)
    return isHeard ? undefined : 'no guards were heard of late'
  } catch (error) {
    return messageOf(error)
  }
}
