/** Stream of a board: its settings, and who its agents are. */
export const boardStream = (boardId: string): string => `board-${boardId}`

/** Stream of an agent: its settings, and how it stands. */
export const agentStream = (agentId: string): string => `agent-${agentId}`

/** Stream of what is decided about a board's runtime. */
export const runtimeStream = (boardId: string): string => `runtime-${boardId}`

/** Stream of the heartbeats of a board's agents. */
export const heartbeatStream = (boardId: string): string => `heartbeat-${boardId}`

/** Stream of the readings of a board's runtime and of its agents' probes. */
export const probeStream = (boardId: string): string => `probe-${boardId}`

/** Streams of what is kept of an agent, or of a runtime, when its observations expire. */
export const agentSignStream = (agentId: string): string => `agentSign-${agentId}`
export const runtimeSignStream = (boardId: string): string => `runtimeSign-${boardId}`
