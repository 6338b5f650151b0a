/** Why a ledger node cannot serve, known by its code. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: 'DECKLOG_LEDGER_IN_USE' | 'DECKLOG_PORT_TAKEN'

  constructor(code: NodeError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
