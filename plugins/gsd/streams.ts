/** Stream of a run. */
export const runStream = (runId: string): string => `gsdRun-${runId}`

/** Stream of one decision of gates, which holds one event. */
export const decisionStream = (decisionId: string): string => `gateDecision-${decisionId}`
