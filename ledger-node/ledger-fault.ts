/** Something that is wrong in a ledger, and where. */
export interface LedgerFault {
  readonly check: 'positions' | 'revisions' | 'bodies' | 'ids' | 'streams' | 'node'
  readonly text: string
  /** Name of the stream. */
  readonly stream?: string
  readonly position?: number
}
