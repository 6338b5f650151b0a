import type { KeyAndCertificate } from '../../ledger-node/certificate.ts'
import type { Credential } from '../../ledger-node/credential.ts'
import { errorCodes, type ErrorCode } from '../errors.ts'

/** What the process of the ledger node is told to do. */
export interface LedgerOrder {
  readonly databaseUrl: string
  readonly port: number
  readonly logLevel: string
  readonly credential?: Credential
  readonly tls?: KeyAndCertificate
}

/** What it reports back, once. */
export type LedgerReport =
  | { readonly state: 'ready'; readonly port: number }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly message: string }

/** Tells whether a message is an order. */
export function isLedgerOrder(message: unknown): message is LedgerOrder {
  return isObject(message) && typeof message['databaseUrl'] === 'string'
}

/** Tells whether a message is a report. */
export function isLedgerReport(message: unknown): message is LedgerReport {
  if (!isObject(message)) return false
  if (message['state'] === 'ready') return typeof message['port'] === 'number'
  return message['state'] === 'failed' && String(message['code']) in errorCodes
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
