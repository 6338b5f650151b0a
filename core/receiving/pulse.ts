/** How often a process that can receive says so. */
export const pulseEveryMs = 30_000

/** Where all processes say it; the stream keeps one event. */
export const pulseStream = 'receivingPulse-api'

/** Where it is recorded when none of them could. */
export const receivingStream = 'receiving-api'
