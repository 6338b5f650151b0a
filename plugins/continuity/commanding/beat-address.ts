import { type CommandContext, DecklogError } from '../../../core/plugin-api.ts'

/** Where the beats of one agent are sent, and what they say of whose they are. */
export interface BeatAddress {
  readonly path: string
  readonly whose: { readonly name?: string; readonly board_id?: string }
}

/** The options that name an agent. */
export const agentOptions = [
  { syntax: '--agent <id>', summary: 'id of the agent; default: the agent whose token it is' },
  { syntax: '--name <name>', summary: 'or its name on its board; a new one is registered' },
  { syntax: '--board <id>', summary: 'the board of that name' },
] as const

/** Finds from the options whose beats are sent. */
export function beatAddress({ agent, name, board }: CommandContext['options']): BeatAddress {
  if (typeof name === 'string' && typeof board === 'string' && agent === undefined)
    return { path: '/api/v1/agents/heartbeat', whose: { name, board_id: board } }
  if (name !== undefined || board !== undefined)
    throw new DecklogError(
      'DECKLOG_VALIDATION',
      'Give --agent, or --name and --board together, or none of them with the token of the agent',
    )
  if (typeof agent !== 'string') return { path: '/api/v1/agent/heartbeat', whose: {} }
  return { path: `/api/v1/agents/${encodeURIComponent(agent)}/heartbeat`, whose: {} }
}
