// The process of the embedded ledger node. Its parent says by message what to serve; when the parent is gone, so is it.
import { createLogger } from '../telemetry/log.ts'
import { isDecklogError, messageOf } from '../errors.ts'
import { endProcess } from './end-process.ts'
import { isLedgerOrder, type LedgerOrder, type LedgerReport } from './ledger-messages.ts'
import { createLedgerNode } from '../../ledger-node/ledger-node.ts'
import { tuneLedgerHeap } from './tune-ledger-heap.ts'

tuneLedgerHeap()
process.once('message', message => {
  if (isLedgerOrder(message)) void serve(message)
})
process.once('disconnect', () => endProcess(0))
// A terminal's Ctrl-C is the parent's to handle.
process.on('SIGINT', () => undefined)

async function serve(order: LedgerOrder): Promise<void> {
  const { logLevel, ...settings } = order
  const log = createLogger(logLevel).child({ process: 'ledger' })
  const node = createLedgerNode({ ...settings, log })
  process.once('SIGTERM', () => {
    void node.stop().finally(() => endProcess(0))
  })
  try {
    const started = await node.start()
    report({ state: 'ready', port: started.port })
  } catch (error) {
    await tellFailure(error)
    endProcess(1)
  }
}

async function tellFailure(error: unknown): Promise<void> {
  const code = isDecklogError(error) ? error.code : 'DECKLOG_EMBEDDED_FAILED'
  await new Promise<void>(resolve => {
    report({ state: 'failed', code, message: messageOf(error) }, resolve)
  })
}

function report(message: LedgerReport, sent: () => void = () => undefined): void {
  process.send?.(message, sent)
}
