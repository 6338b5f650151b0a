import type { Outbound } from '../../core/outbound/outbound.ts'

const refuse = (): Promise<never> => Promise.reject(new Error('nothing is called from here'))

/** The way out of a host whose plugin calls nobody. */
export const closedOutbound: Outbound = { check: refuse, request: refuse, connect: refuse }
