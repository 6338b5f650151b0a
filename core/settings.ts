import type { LevelWithSilent } from 'pino'
import type { CheckedAnswers } from './http/answers/answer-checks.ts'

/** What a process does: serves the API, runs guards with their sweeps and reactions, folds projections. */
export const roles = ['api', 'guards', 'projector'] as const
export type Role = (typeof roles)[number]

/**
 * The settings of core, resolved: defaults filled in, `_FILE` secrets read, durations in the unit of the name. The keys are the
 * keys of `decklog.yml`; `DECKLOG_` and the key in SCREAMING_SNAKE_CASE is the environment variable.
 */
export interface Settings {
  /** Address of the API; default 127.0.0.1. */
  readonly host: string
  /** Default 8100; 0 takes a free one. */
  readonly port: number
  /** Absolute. */
  readonly dataDir: string
  /** Absent: the embedded ledger node. */
  readonly eventstoreUrl?: string
  /** Absent: the embedded Postgres. */
  readonly databaseUrl?: string
  /** Port of the embedded ledger node on loopback; default 2113. */
  readonly ledgerPort: number
  readonly roles: readonly Role[]
  /** Default: the host's name. */
  readonly nodeName: string
  /** Default `/`. */
  readonly hostRoot: string
  /** HMAC keys of access tokens, newest first; empty when they are to be made in the data directory. */
  readonly tokenKeys: readonly string[]
  readonly adminToken?: string
  readonly logLevel: LevelWithSilent
  /** Serve `/metrics` without a token; default true. */
  readonly metrics: boolean
  /** Serve the page at `/docs`; default true. */
  readonly docs: boolean
  /** Requests a second that one caller may make; default 200. */
  readonly requestsPerSecond: number
  /** What reads with `as_of` may take of Postgres' disk, in units of 1,000,000 bytes; default 2,000. */
  readonly asOfDiskMegabytes: number
  /** What each process may keep in memory for them; default 64. */
  readonly asOfMemoryMegabytes: number
  /** Which answers are checked against their schemas; default `sampled`, what 1 % of the time suffices for. */
  readonly checkAnswers: CheckedAnswers
  /** Ranges in CIDR notation, beside the internet, that addresses set through the API may lead to; default none. */
  readonly outboundAllow: readonly string[]
  /** Seal the ledger, so that it can be shown that nothing was altered; default true. */
  readonly sealing: boolean
  /** How long an event waits at most until a checkpoint covers it; default 60. */
  readonly sealEvery: number
  /** Name of the logs in which it is sealed; absent: the one they have, or else one made of the node's name. */
  readonly sealOrigin?: string
  /** Absolute; absent: `audit` in the data directory of embedded servers; where there are none, this process does not seal. */
  readonly sealFolder?: string
  /** Days after their retention for which the log of observations keeps their entries; absent: for ever. */
  readonly pruneSealsAfter?: number
  /** Where checkpoints are brought: absolute paths, URLs, `<public key>@<URL>` of witnesses. */
  readonly publishCheckpointsTo: readonly string[]
  /** After so many hours without reaching any of them an alarm is raised; default 24. */
  readonly publishAlarmHours: number
  /** Serve the logs without a token; default false. */
  readonly publicLogs: boolean
  /** Further plugins and projections. */
  readonly extensions: readonly Extension[]
  /** One section a plugin, still to be checked against the plugin's schema. */
  readonly plugins: Readonly<Record<string, unknown>>
}

/** Where further plugins and projections come from. */
export interface Extension {
  /** The name of a package, or a path. */
  readonly from: string
  /** `required`: without it there is no start. `optional`: where it cannot be loaded, that is told, and everything else runs. */
  readonly load: 'required' | 'optional'
}
