import { continuityEvents } from '../../../plugins/continuity/events.ts'

/** The canonical examples of the events of this plugin, by what they are of. */
export const change = continuityEvents['continuity.Changed'].example
export const heartbeat = continuityEvents['continuity.HeartbeatReceived'].example
export const agentSettings = continuityEvents['continuity.AgentConfigured'].example
export const boardSettings = continuityEvents['continuity.BoardConfigured'].example
export const agentReading = continuityEvents['continuity.AgentProbed'].example
export const runtimeReading = continuityEvents['continuity.RuntimeProbed'].example

const { boardId, agentId } = heartbeat
export const agent = { boardId, agentId }
