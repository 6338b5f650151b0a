import t from 'tap'
import { logRoutes } from '../../../../core/auditing/sealing/log-routes.ts'
import { openLogFolder } from '../../../../core/auditing/sealing/log-folder.ts'
import { hashesOf } from '../../../../core/auditing/sealing/sealed-log.ts'
import { unpackEntries } from '../../../../core/auditing/transparency/bundle.ts'
import { parseCheckpoint } from '../../../../core/auditing/transparency/checkpoint.ts'
import { leafHash, rootAt } from '../../../../core/auditing/transparency/merkle.ts'
import { split, tilePath } from '../../../../core/auditing/transparency/tiles.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'
import { createSealedLedger } from '../../../support/sealed-ledger.ts'
import { testBase } from '../../../support/sealing.ts'

t.test('serves the logs in the layout that others’ tools read', async t => {
  const ledger = await createSealedLedger(t, { covered: 700, later: 20 })
  const settings = { publicLogs: false, sealOrigin: testBase }
  const { server, bearer } = await createHttpEdge(t, {
    routes: logRoutes(ledger.side.database, settings),
  })
  const { url } = await server.start()
  const get = async (
    path: string,
    headers: Record<string, string> = bearer('audit'),
  ): Promise<Response> => fetch(`${url}/api/v1/audit/logs/decisions/${path}`, { headers })

  const written = await (await get('checkpoint')).text()
  const checkpoint = parseCheckpoint(written)
  t.equal(checkpoint.size, 361)
  const tile = async (level: number, n: number, width?: number): Promise<Buffer> =>
    Buffer.from(await (await get(tilePath(level, n, width))).arrayBuffer())
  t.equal((await tile(0, 0)).length, 8_192)
  t.equal((await tile(0, 1, 105)).length, 105 * 32)
  const read = hashesOf(
    { tile: (level, n) => tile(level, n, level === 0 && n === 0 ? 256 : level === 0 ? 105 : 1) },
    361,
  )
  t.ok((await rootAt(361, read)).equals(checkpoint.root), 'the tiles give the root')

  const bundle = await get('tile/entries/001.p/7')
  t.equal(bundle.headers.get('content-type'), 'application/octet-stream')
  const entries = unpackEntries(Buffer.from(await bundle.arrayBuffer()))
  t.strictSame(entries.map(leafHash), split(await tile(0, 1, 7)))

  const absent = [
    'tile/0/001',
    'tile/0/001.p/200',
    'tile/0/1',
    'tile/entries/009',
    'x',
    '%2e%2e%2fobservations%2fcheckpoint',
  ]
  for (const path of absent) t.equal((await get(path)).status, 404, path)
  t.equal((await get('checkpoint', {})).status, 401)
  t.equal((await get('checkpoint', bearer('read'))).status, 403)
})

t.test('serves them to everybody where the settings say so', async t => {
  const ledger = await createSealedLedger(t, { covered: 20, later: 0 })
  const routes = logRoutes(ledger.side.database, { publicLogs: true, sealOrigin: testBase })
  const { server } = await createHttpEdge(t, { routes })
  const { url } = await server.start()
  t.equal((await fetch(`${url}/api/v1/audit/logs/observations/checkpoint`)).status, 200)
})

t.test('a folder in that layout is a log', async t => {
  const folder = t.testdir({
    checkpoint: 'note',
    tile: {
      0: { '000': 'full', '001.p': { 7: 'seven', 12: 'twelve' } },
      entries: { '000': 'all' },
    },
  })
  const log = openLogFolder(folder)
  t.equal(await log.checkpoint(), 'note')
  t.equal(String(await log.tile(0, 0)), 'full')
  t.equal(String(await log.tile(0, 1)), 'twelve', 'the widest')
  t.equal(await log.tile(0, 2), undefined)
  t.equal(String(await log.bundle(0)), 'all')
  t.equal(await log.stub(0), undefined)
})
