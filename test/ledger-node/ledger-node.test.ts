import t from 'tap'
import { appendContract } from '../contracts/ledger/append.ts'
import { connectionContract } from '../contracts/ledger/connection.ts'
import { deleteContract } from '../contracts/ledger/delete.ts'
import { idempotencyContract } from '../contracts/ledger/idempotency.ts'
import { metadataContract } from '../contracts/ledger/metadata.ts'
import { protocolContract } from '../contracts/ledger/protocol.ts'
import { readAllContract } from '../contracts/ledger/read-all.ts'
import { readStreamContract } from '../contracts/ledger/read-stream.ts'
import { subscribeAllContract } from '../contracts/ledger/subscribe-all.ts'
import { subscribeStreamContract } from '../contracts/ledger/subscribe-stream.ts'
import { createTestLedgerUrl } from '../support/ledger.ts'

const contracts = {
  append: appendContract,
  idempotency: idempotencyContract,
  'read a stream': readStreamContract,
  'read $all': readAllContract,
  'subscribe to a stream': subscribeStreamContract,
  'subscribe to $all': subscribeAllContract,
  metadata: metadataContract,
  delete: deleteContract,
  connection: connectionContract,
  'the protocol': protocolContract,
}

for (const [name, contract] of Object.entries(contracts))
  t.test(`keeps the contract of ${name}`, async t => {
    await contract(t, await createTestLedgerUrl(t))
  })
