import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'

t.test(
  'an external plugin with a projection, routes and a gate runs as the built-in ones do',
  async t => {
    const example = join(packageRoot, 'docs', 'examples', 'load-guard')
    const config = { extensions: [example], plugins: { load: { intervalSeconds: 1 } } }
    const app = await startDecklog(t, await createHome(t, config))
    const loads = async () => (await app.get('/api/v1/loads')).body['loads']
    await until(async () => JSON.stringify(await loads()).includes('one_minute'))
    t.match(await app.post('/api/v1/gates/load', {}), { body: { decision: /allow|deny/ } })
    t.match((await app.get('/openapi.json')).body, { paths: { '/api/v1/loads': { get: {} } } })
    await app.stop()
  },
)
