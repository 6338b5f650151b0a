import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { packageRoot } from '../../../../core/config/package-root.ts'
import { readKeys } from '../../../../core/auditing/sealing/seal-keys.ts'
import { hashesOf } from '../../../../core/auditing/sealing/sealed-log.ts'
import {
  checkpointText,
  parseCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { consistencyProof, rootAt } from '../../../../core/auditing/transparency/merkle.ts'
import {
  makeSignerKey,
  parseNote,
  signNote,
  verifyNote,
} from '../../../../core/auditing/transparency/note.ts'
import { debianTool } from '../../../support/newer-tool.ts'
import { createSealedLedger } from '../../../support/sealed-ledger.ts'

const run = promisify(execFile)
const go = debianTool('go', 'golang-go golang-golang-x-mod-dev')

t.test('Go’s sumdb/note and tlog take our notes and proofs', { skip: go.missing }, async t => {
  const ledger = await createSealedLedger(t, { covered: 700, later: 20 })
  const folder = dirname(ledger.folder)
  const checker = join(folder, 'check')
  const source = join(packageRoot, 'test/core/auditing/transparency/go/check.go')
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: folder, GOCACHE: join(folder, 'cache') },
    ...{ GO111MODULE: 'off', GOPATH: '/usr/share/gocode', CGO_ENABLED: '0' },
  }
  await run(go.path, ['build', '-o', checker, source], { env })
  const check = (...words: readonly string[]): Promise<{ stdout: string }> =>
    run(checker, [...words])

  const keys = await readKeys(ledger.folder)
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const log = ledger.side.logOf('decisions')
  const newest = parseCheckpoint((await log.checkpoint()) ?? '')
  const vkey = keys.find(({ verifier }) => verifier.name === newest.origin)?.verifier.vkey ?? ''

  for await (const { id } of ledger.side.ledger.read('run-1', { limit: 3 })) {
    const { code, out } = await ledger.decklog('audit', 'prove', id)
    t.equal(code, 0)
    const { entry, tlog_proof: proof } = JSON.parse(out)
    await check('record', vkey, await file('entry', entry), await file('proof', proof))
    await t.rejects(check('record', vkey, await file('entry', `${entry} `), join(folder, 'proof')))
    await t.rejects(
      check(
        'record',
        makeSignerKey('other').verifier.vkey,
        join(folder, 'entry'),
        join(folder, 'proof'),
      ),
    )
  }

  const [signer] = keys.filter(({ verifier }) => verifier.vkey === vkey)
  for (const older of [1, 200, 256, 300]) {
    const read = hashesOf(log, newest.size)
    const head = { origin: newest.origin, size: older, root: await rootAt(older, read) }
    const lines = (await consistencyProof({ older, size: newest.size }, read)).map(hash =>
      hash.toString('base64'),
    )
    await check(
      'tree',
      vkey,
      await file('older', signNote(checkpointText(head), signer ? [signer] : [])),
      await file('newer', newest.written),
      await file('steps', lines.join('\n')),
    )
  }
  const key = makeSignerKey('go.example/signs')
  const { stdout } = await check('sign', key.text, await file('text', 'signed by Go\n'))
  t.equal(verifyNote(parseNote(stdout), [key.verifier]).length, 1)
})
