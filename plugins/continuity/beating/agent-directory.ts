import { type Host, messageOf, type Recorded } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { BoardEvent, ContinuityEvent } from '../events.ts'
import type { AgentRow } from '../rows.ts'
import { boardStream } from '../streams.ts'
import { isBoardEvent, type KnownAgent, Roster } from './roster.ts'

/** So old what is known of a board may become before it is looked up again, beside the beats. */
const FRESH_MS = 5_000

type ContinuityHost = Host<ContinuityConfig, ContinuityEvent>

interface Board {
  readonly roster: Roster
  lookedUpMs: number
  lookingUp: Promise<void> | undefined
}

/**
 * Knows the agents of the boards that beat, in memory: a beat of a known agent waits for no read. A board is read from the
 * ledger when it is first needed; what other processes change is seen within seconds.
 */
export class AgentDirectory {
  readonly #host: ContinuityHost
  readonly #boards = new Map<string, Board>()
  readonly #loading = new Map<string, Promise<Board>>()
  readonly #boardOf = new Map<string, string>()
  readonly #statuses = new Map<string, string>()
  readonly #asked = new Set<string>()
  #finding: Promise<ReadonlyMap<string, string>> | undefined

  constructor(host: ContinuityHost) {
    this.#host = host
  }

  /** The agent of this id, retired or not. */
  async byId(agentId: string): Promise<KnownAgent | undefined> {
    const boardId = this.#boardOf.get(agentId) ?? (await this.#findBoard(agentId))
    if (boardId === undefined) return undefined
    this.#boardOf.set(agentId, boardId)
    const board = await this.#board(boardId)
    if (!board.roster.get(agentId)) await this.#lookUpAnew(board)
    return board.roster.get(agentId)
  }

  /** The roster of a board, current to within seconds; undefined when there is no such board. */
  async rosterOf(boardId: string): Promise<Roster | undefined> {
    const { roster } = await this.#board(boardId)
    return roster.exists === 'yes' ? roster : undefined
  }

  /** The roster of a board as it is now. */
  async currentRosterOf(boardId: string): Promise<Roster | undefined> {
    const board = await this.#board(boardId)
    await this.#lookUpAnew(board)
    return board.roster.exists === 'yes' ? board.roster : undefined
  }

  /** Takes in what this process has just decided. */
  learn(boardId: string, events: readonly Recorded<BoardEvent>[]): void {
    const roster = this.#boards.get(boardId)?.roster
    if (roster) for (const event of events) this.#apply(roster, event)
  }

  /** The last word of an agent about itself, as far as this process knows. */
  statusOf(agentId: string): string | undefined {
    return this.#statuses.get(agentId)
  }

  noteStatus(agentId: string, status: string): void {
    this.#statuses.set(agentId, status)
  }

  async #board(boardId: string): Promise<Board> {
    const known = this.#boards.get(boardId)
    if (!known) return this.#loadOnce(boardId)
    // One that is forgotten may be made again at any moment.
    if (known.roster.exists === 'no') await this.#lookUpAnew(known)
    const isOld = this.#host.clock.monotonicMs() - known.lookedUpMs > FRESH_MS
    if (isOld && !known.lookingUp) void this.#lookUp(known).catch(error => this.#note(error))
    return known
  }

  async #loadOnce(boardId: string): Promise<Board> {
    const loading = this.#loading.get(boardId) ?? this.#load(boardId)
    this.#loading.set(boardId, loading)
    return loading.finally(() => this.#loading.delete(boardId))
  }

  // Of a board that does not exist nothing is remembered: it may be made at any moment.
  async #load(boardId: string): Promise<Board> {
    const board: Board = { roster: new Roster(boardId), lookedUpMs: 0, lookingUp: undefined }
    await this.#lookUp(board)
    if (board.roster.revision < 0n) return board
    await this.#loadStatuses(boardId)
    this.#boards.set(boardId, board)
    return board
  }

  // What is under way may have begun before what the caller knows of.
  async #lookUpAnew(board: Board): Promise<void> {
    await board.lookingUp?.catch(() => {})
    await this.#lookUp(board)
  }

  async #lookUp(board: Board): Promise<void> {
    board.lookingUp ??= this.#read(board).finally(() => {
      board.lookingUp = undefined
    })
    await board.lookingUp
  }

  async #read(board: Board): Promise<void> {
    const { roster } = board
    const from = roster.revision + 1n
    for await (const event of this.#host.read(boardStream(roster.boardId), { from }))
      if (isBoardEvent(event)) this.#apply(roster, event)
    board.lookedUpMs = this.#host.clock.monotonicMs()
  }

  // One beat on a board is enough to know where all its agents are.
  #apply(roster: Roster, event: Recorded<BoardEvent>): void {
    roster.apply(event)
    if (event.type === 'continuity.AgentRegistered')
      this.#boardOf.set(event.data.agentId, roster.boardId)
  }

  // What is asked for in the same turn is looked up together: a list may name a thousand agents.
  async #findBoard(agentId: string): Promise<string | undefined> {
    this.#asked.add(agentId)
    this.#finding ??= Promise.resolve().then(() => this.#findBoards())
    return (await this.#finding).get(agentId)
  }

  async #findBoards(): Promise<ReadonlyMap<string, string>> {
    const keys = [...this.#asked]
    this.#asked.clear()
    this.#finding = undefined
    const { rows } = await this.#host.rows<AgentRow>('agent-continuity', { keys })
    return new Map(rows.map(row => [row.agent_id, row.board_id]))
  }

  // A word that is not known costs an `online` in an answer, and nothing that is recorded.
  async #loadStatuses(boardId: string): Promise<void> {
    try {
      const { rows } = await this.#host.all<AgentRow>('agent-continuity', {
        equals: { board_id: boardId },
      })
      for (const { agent_id: agentId, signs } of rows)
        if (signs.status && !this.#statuses.has(agentId))
          this.#statuses.set(agentId, signs.status.status)
    } catch (error) {
      this.#note(error)
    }
  }

  #note(error: unknown): void {
    this.#host.log.debug({ reason: messageOf(error) }, 'agents could not be looked up')
  }
}
