import { type Host, isDecklogError, type MachineWork, messageOf } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Policy } from '../policy.ts'
import { decideOn } from '../deciding/decide-on.ts'
import type { About, RecoveryEvent } from '../events.ts'
import { planOf } from '../planning/matching.ts'
import { aboutRow, type RecoveryRow } from '../rows.ts'
import { type Ended, perform } from './perform.ts'

type ActHost = Host<RecoveryConfig, RecoveryEvent>
type Request = Pick<
  RecoveryRow,
  | 'recovery_id'
  | 'policy'
  | 'kind'
  | 'subject_id'
  | 'subject'
  | 'host'
  | 'board_id'
  | 'ailing'
  | 'state'
>

/** So long the end of an action is tried to be told again, when nobody takes it. */
const tellForMs = 60_000
const tellEveryMs = 1_000

/** Creates the work of a machine: it takes up the attempts that are to run here, and tells how each ended. */
export function createActWork(host: ActHost): MachineWork {
  const { config, clock, machine, log } = host
  return {
    name: 'act',
    async run(signal) {
      const acting = new Map<string, Promise<void>>()
      while (!signal.aborted) {
        // Without policies nothing is ever requested.
        if (config.policies.length > 0) await takeUp(acting).catch(skip)
        await clock.delay(config.interval * 1_000, signal).catch(() => {})
      }
      await Promise.all(acting.values())

      async function takeUp(under: Map<string, Promise<void>>): Promise<void> {
        const which = { equals: { waits_for: machine.name } }
        const { rows } = await host.all<RecoveryRow>('recoveries', which)
        for (const row of rows) {
          const { recovery_id: id } = row
          if (under.has(id)) continue
          const done = act(host, row, signal).catch((error: unknown) => {
            log.error({ err: error, recovery: id }, 'an attempt failed in Decklog itself')
          })
          under.set(
            id,
            done.finally(() => under.delete(id)),
          )
        }
      }
    },
  }

  function skip(error: unknown): void {
    log.debug({ reason: messageOf(error) }, 'it is not known what is to be done')
  }
}

/** Begins an attempt where nobody has begun it, does what its policy says, and tells how that ended. */
async function act(host: ActHost, row: Request, signal: AbortSignal): Promise<void> {
  const { open } = row.state
  const policy = host.config.policies.find(({ name }) => name === row.policy)
  if (!open || !policy) return
  const { attemptId } = open
  const about = aboutRow(row)
  const begun = await begin(host, { row, about, attemptId, policy })
  if (!begun) return
  const ended = await perform(
    host,
    {
      ...{ policy, attemptId, kind: row.kind, how: open.how },
      ...{ state: row.ailing ?? '', subject: { ...row, id: row.subject_id } },
    },
    signal,
  )
  await tell(host, { about, attemptId, ended, attempts: policy.attempts })
}

interface Beginning {
  readonly row: Request
  readonly about: About
  readonly attemptId: string
  readonly policy: Policy
}

/** Whether this process is the one that begins it. */
async function begin(
  host: ActHost,
  { row, about, attemptId, policy }: Beginning,
): Promise<boolean> {
  const plan = planOf(policy, row)
  const now = host.clock.now()
  const events = await decideOn(host, {
    ...{ type: 'start', about, attemptId, node: host.machine.name, now },
    digest: plan?.action.digest ?? '',
    deadlineAt: new Date(now.getTime() + policy.action.timeout * 1_000),
  })
  return events.some(({ type }) => type === 'recovery.ActionStarted')
}

interface Told {
  readonly about: About
  readonly attemptId: string
  readonly ended: Ended
  readonly attempts: number
}

/** Tells how an action ended, again and again while nobody can take it; then it is abandoned, as if nobody were left to tell. */
async function tell(host: ActHost, { about, attemptId, ended, attempts }: Told): Promise<void> {
  const { clock, log } = host
  const startMs = clock.monotonicMs()
  for (;;) {
    try {
      await decideOn(host, { type: 'finish', about, attemptId, ended, limits: { attempts } })
      return
    } catch (error) {
      const isOver = clock.monotonicMs() - startMs >= tellForMs
      if (isOver || isDecklogError(error, 'DECKLOG_EVENT_INVALID')) throw error
      log.warn({ reason: messageOf(error), attempt: attemptId }, 'its end cannot be told yet')
      await clock.delay(tellEveryMs)
    }
  }
}
