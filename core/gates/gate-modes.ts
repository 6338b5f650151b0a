import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { Gate, GateAnswer, GateMode, Withheld } from '../gate.ts'
import type { Host } from '../host.ts'
import type { CommandOrigin } from '../http/command-of.ts'
import { within } from '../timing/within.ts'
import { type GateModeSet, modesStream } from './gate-mode-events.ts'
import { createWithheldAnswers, type WithheldAnswers } from './withheld-answers.ts'

/** The mode of a gate, since when, and why; null where it is as it began. */
export interface ModeInForce {
  readonly mode: GateMode
  readonly since: Date | null
  readonly reason: string | null
  readonly by: string | null
}

/** What follows from the answers of gates. */
export interface GateModes extends WithheldAnswers {
  of(gate: Pick<Gate, 'name' | 'mode'>): Promise<ModeInForce>
  set(gate: Pick<Gate, 'name' | 'mode'>, command: SetMode): Promise<{ readonly position: bigint }>
}

/** Set a mode. */
export interface SetMode {
  readonly to: GateMode
  readonly reason: string
  readonly origin: CommandOrigin
}

interface ModesParts {
  /** Lent when it is first needed: it asks gates itself. */
  readonly host: () => Pick<Host, 'read' | 'execute' | 'observe'>
  readonly clock: Clock
  readonly log: Logger
}

const lookEveryMs = 1_000
const lookMs = 1_000

/** Creates the modes of a process: what others set is seen within a second. */
export function createGateModes({ host, clock, log }: ModesParts): GateModes {
  const known = new Map<string, Recorded<GateModeSet>>()
  let next = 0n
  let lookedMs = -Infinity
  let seen: 'yes' | 'never' = 'never'
  let looking: Promise<void> | undefined
  const { note } = createWithheldAnswers({ host, clock, log })

  async function look(): Promise<void> {
    for await (const event of host().read(modesStream, { from: next })) {
      next = event.revision + 1n
      if (isModeSet(event)) known.set(event.data.gate, event)
    }
    lookedMs = clock.monotonicMs()
    seen = 'yes'
  }

  // What cannot be read now is as it was seen last.
  async function current(): Promise<void> {
    if (clock.monotonicMs() - lookedMs < lookEveryMs) return
    looking ??= look().finally(() => (looking = undefined))
    if (seen === 'never') return looking
    await within({ ms: lookMs, time: clock }, () => looking).catch(tellLookFailed)
  }

  // Whoever asks is answered by what is known, and told by `/readyz` that the ledger is away.
  function tellLookFailed(error: unknown): void {
    log.debug({ reason: messageOf(error) }, 'modes of gates are as they were seen last')
  }

  return {
    async of(gate) {
      await current()
      return inForce(gate, known.get(gate.name))
    },
    note,
    async set(gate, { to, reason, origin }) {
      const command = { gate: gate.name, starts: startOf(gate), to, reason }
      const done = await host().execute(modeDecider, { stream: modesStream, command, ...origin })
      for (const event of done.events) if (isModeSet(event)) known.set(gate.name, event)
      lookedMs = -Infinity
      return { position: done.position }
    },
  }
}

/** What a gate begins in: to be watched, before it is trusted. */
function startOf({ mode = 'watch' }: Pick<Gate, 'mode'>): GateMode {
  return mode
}

function inForce(gate: Pick<Gate, 'mode'>, set: Recorded<GateModeSet> | undefined): ModeInForce {
  if (!set) return { mode: startOf(gate), since: null, reason: null, by: null }
  const { data, receivedAt: since, metadata } = set
  return { mode: data.to, since, reason: data.reason, by: metadata['actor'] ?? null }
}

function isModeSet(event: Recorded): event is Recorded<GateModeSet> {
  return event.type === 'core.GateModeSet'
}

type Modes = Readonly<Record<string, GateMode>>

interface SetOne extends Pick<SetMode, 'to' | 'reason'> {
  readonly gate: string
  readonly starts: GateMode
}

/** The rules of the modes: setting the one that it has is done already. */
const modeDecider: Decider<Modes, SetOne, DomainEvent> = {
  initial: {},
  evolve: (modes, event) =>
    isModeSet(event) ? { ...modes, [event.data.gate]: event.data.to } : modes,
  decide({ gate, starts, to, reason }, modes) {
    const from = modes[gate] ?? starts
    if (from === to) return []
    return [{ type: 'core.GateModeSet', data: { gate, from, to, reason } }]
  },
}

/** An answer as a mode lets it through: in `watch` nothing follows from it, in `warn` at most a warning. */
export function soften(answer: GateAnswer, mode: GateMode): GateAnswer {
  if (mode === 'deny') return answer
  const { decision, reasons } = answer
  const withheld: Withheld = { mode, decision, reasons }
  if (mode === 'watch') return { ...answer, decision: 'allow', reasons: [], withheld }
  const warned = reasons.map(reason => ({ ...reason, decision: 'warn' as const }))
  return {
    ...answer,
    decision: decision === 'deny' ? 'warn' : decision,
    reasons: warned,
    withheld,
  }
}
