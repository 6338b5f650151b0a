import { server } from '@hapi/hapi'
import { createHmac, randomBytes } from 'node:crypto'
import Joi from 'joi'
import pg from 'pg'

// A hapi of its own process that does what somebody would write who needs no more: the same judging of a token and of what is
// asked, and one prepared query. Its address is the first line that it prints.

const [databaseUrl = '', token = '', rowView = ''] = process.argv.slice(2)
const key = randomBytes(32)
const digestOf = (secret: string): string =>
  createHmac('sha256', key).update(secret).digest('base64url')
const holders = new Map([[digestOf(token), { scope: ['read'] }]])
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })

const hapi = server({ host: '127.0.0.1', port: 0, debug: false })
hapi.auth.scheme('token', () => ({
  authenticate(request, h) {
    const secret = /^bearer +(.*)$/i.exec(String(request.headers['authorization']))?.[1]
    const credentials = holders.get(digestOf(secret ?? ''))
    if (!credentials) throw new Error('no valid token')
    return h.authenticated({ credentials })
  },
}))
hapi.auth.strategy('token', 'token')

const auth = { strategy: 'token', access: { scope: ['read'] } }
const nothing = Joi.object({})
hapi.route([
  { method: 'GET', path: '/healthz', handler: () => ({ ok: true }) },
  {
    method: 'GET',
    path: '/rows/{id}',
    options: {
      auth,
      validate: { params: Joi.object({ id: Joi.string().guid() }), query: nothing },
    },
    async handler(request) {
      const text = `select * from ${rowView} where _key = $1`
      const { rows } = await pool.query({ name: 'row', text, values: [request.params['id']] })
      return rows[0]
    },
  },
  {
    method: 'GET',
    path: '/bodies/{name}',
    options: { auth, validate: { params: Joi.object({ name: Joi.string() }), query: nothing } },
    async handler(request, h) {
      const text = 'select body from bench_bodies where name = $1 order by place'
      const { rows } = await pool.query<{ body: string }>({
        ...{ name: 'bodies', text, values: [request.params['name']] },
      })
      const items = rows.map(({ body }) => body).join(',')
      return h.response(`{"items":[${items}]}`).type('application/json')
    },
  },
])
await hapi.start()
process.stdout.write(`${hapi.info.uri}\n`)
process.once('SIGTERM', () => void hapi.stop().then(() => pool.end()))
