import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { Gate, GateAnswer, GateAsker, GateMode, Withheld } from '../gate.ts'
import type { Host } from '../host.ts'
import type { CommandOrigin } from '../http/command-of.ts'
import { within } from '../timing/within.ts'
import { keepable } from '../validation/text.ts'
import {
  type GateAnswerWithheld,
  type GateModeSet,
  modesStream,
  withheldStream,
} from './gate-mode-events.ts'

/** The mode of a gate, since when, and why; null where it is as it began. */
export interface ModeInForce {
  readonly mode: GateMode
  readonly since: Date | null
  readonly reason: string | null
  readonly by: string | null
}

/** What follows from the answers of gates. */
export interface GateModes {
  of(gate: Pick<Gate, 'name' | 'mode'>): Promise<ModeInForce>
  /** Records what a gate found and was not enforced, when it is something else than it found last for the same question and asker. */
  note(asked: Asked, answer: GateAnswer): Promise<void>
  set(gate: Pick<Gate, 'name' | 'mode'>, command: SetMode): Promise<{ readonly position: bigint }>
}

/** What a gate was asked, and for whose eyes. */
export interface Asked {
  readonly gate: string
  readonly question: object
  readonly asker: GateAsker | undefined
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
const mostQuestions = 1_000
const mostCodes = 50
/** Asking takes no more than `read`: so many records of a gate in so long, whatever it is asked. */
const mostRecords = { count: 60, inMs: 60_000 } as const

/** Creates the modes of a process: what others set is seen within a second. */
export function createGateModes({ host, clock, log }: ModesParts): GateModes {
  const known = new Map<string, Recorded<GateModeSet>>()
  const found = new Map<string, string>()
  let next = 0n
  let lookedMs = -Infinity
  let seen: 'yes' | 'never' = 'never'
  let looking: Promise<void> | undefined
  const mayRecord = createLimit(clock)

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
    await within({ ms: lookMs, time: clock }, () => looking).catch(tellNobody)
  }

  // Whoever asks is answered by what is known, and told by `/readyz` that the ledger is away.
  function tellNobody(error: unknown): void {
    log.debug({ reason: messageOf(error) }, 'modes of gates are as they were seen last')
  }

  return {
    async of(gate) {
      await current()
      return inForce(gate, known.get(gate.name))
    },
    async note({ gate, question, asker }, { decision: given, reasons, withheld }) {
      if (!withheld) return
      const asked = keepable(JSON.stringify(question), 1_000)
      const key = JSON.stringify([gate, asked, asker?.boards ?? null])
      const codes = [...new Set(withheld.reasons.map(({ code }) => code))].slice(0, mostCodes)
      const says = JSON.stringify([withheld.decision, codes])
      if ((found.get(key) ?? quiet) === says || !mayRecord(gate)) return
      remember(found, key, says)
      const event: GateAnswerWithheld = {
        type: 'core.GateAnswerWithheld',
        data: {
          ...{ gate, mode: withheld.mode, found: withheld.decision, given, question: asked, codes },
          text: keepable(withheld.reasons[0]?.text ?? reasons[0]?.text ?? '', 2_000),
        },
      }
      await host()
        .observe({ stream: withheldStream(gate), event })
        .catch((error: unknown) => {
          found.delete(key)
          log.warn({ gate, reason: messageOf(error) }, 'what a gate found was not recorded')
        })
    },
    async set(gate, { to, reason, origin }) {
      const command = { gate: gate.name, starts: startOf(gate), to, reason }
      const done = await host().execute(modeDecider, { stream: modesStream, command, ...origin })
      for (const event of done.events) if (isModeSet(event)) known.set(gate.name, event)
      lookedMs = -Infinity
      return { position: done.position }
    },
  }
}

/** What is found first is not worth a record when it is nothing. */
const quiet = JSON.stringify(['allow', []])

/** Tells whether one more record of a gate is within bounds, and counts it. */
function createLimit(clock: Pick<Clock, 'monotonicMs'>): (gate: string) => boolean {
  const counted = new Map<string, { readonly sinceMs: number; readonly count: number }>()
  return gate => {
    const nowMs = clock.monotonicMs()
    const last = counted.get(gate)
    const { sinceMs, count } =
      last && nowMs - last.sinceMs < mostRecords.inMs ? last : { sinceMs: nowMs, count: 0 }
    counted.set(gate, { sinceMs, count: count + 1 })
    return count < mostRecords.count
  }
}

function remember(found: Map<string, string>, key: string, says: string): void {
  found.delete(key)
  found.set(key, says)
  const [oldest] = found.keys()
  if (found.size > mostQuestions && oldest !== undefined) found.delete(oldest)
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
