import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { findByPath, type MountList } from '../../plugins/disk/answering/find-disk.ts'
import { isGone } from '../../plugins/disk/judging/standing.ts'
import { diskGuardSchema, diskListSchema, diskSchema, toBody, unwatchedBody } from './body.ts'
import type { StoredDisk } from './row.ts'

const shows = ['disk-status']
const tags = ['disks']
const path = Joi.string().pattern(/^\//, 'an absolute path').max(4096)
const hostName = Joi.string().max(255)

/** The routes of `disk-status`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [diskGuard(host), diskList(host), disk(host)]
}

const diskGuard = (host: ReadHost): Route =>
  defineRoute<unknown, { path: string; host?: string }>({
    method: 'GET',
    path: '/api/v1/runtime/ops/disk-guard',
    scope: 'read',
    summary: 'Says how the disk stands that holds a path of this machine, or of `host`.',
    tags,
    lenient: true,
    query: Joi.object({
      path: path.default('/').description('A look-up key among known mounts; never opened.'),
      host: hostName.description('Node name of another machine.'),
    }),
    response: diskGuardSchema,
    shows: [...shows, 'disk-mounts'],
    handle: async ({ query }) => {
      const machine = query.host ?? host.machine.name
      const [known, list] = await Promise.all([disksOf(host, machine), mountsOf(host, machine)])
      const now = host.clock.now()
      const there = known.filter(one => !isGone(one, now))
      const found = findByPath(there, list, query.path)
      if (found.kind === 'unknown') throw notFound('disk')
      const body =
        found.kind === 'watched'
          ? toBody(found.disk, now)
          : unwatchedBody(found, { host: machine, position: list?.position ?? '0', now })
      return { body: { path: query.path, ...body } }
    },
  })

interface DisksQuery extends PageQuery {
  readonly host?: string
  readonly mount?: string
  readonly forgotten?: true
}

const diskList = (host: ReadHost): Route =>
  defineRoute<unknown, DisksQuery>({
    method: 'GET',
    path: '/api/v1/disks',
    scope: 'read',
    summary: 'Lists the disks that were ever watched, by host and mount, but for forgotten ones.',
    tags,
    query: Joi.object({
      ...rowsQuery,
      host: hostName,
      mount: path,
      forgotten: Joi.boolean().valid(true).description('Forgotten disks as well.'),
    }),
    response: diskListSchema,
    shows,
    handle: async ({ query }) => {
      const { items, headers } = await disks.page(host, query, {
        where: [
          ['host = $', query.host],
          ['mount = $', query.mount],
          ['known = $', query.forgotten ? undefined : true],
        ],
      })
      const last = 'link' in headers ? items.at(-1) : undefined
      const next = last ? disks.cursor.write(last) : null
      return { body: { disks: items.map(row => toBody(row, host.clock.now())), next }, headers }
    },
  })

const disk = (host: ReadHost): Route =>
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/disks/{id}',
    scope: 'read',
    summary: 'Answers one disk.',
    tags,
    params: Joi.object({ id: inputs.uuid().required() }),
    response: diskSchema,
    shows,
    handle: async ({ params }) => ({
      body: toBody(requireDisk(await disks.find(host, params.id)), host.clock.now()),
    }),
  })

function requireDisk(found: StoredDisk | undefined): StoredDisk {
  if (found) return found
  throw notFound('disk')
}

/** Disks by host and mount. */
const disks = defineList<StoredDisk>()({
  of: 'disk-status',
  select: '*, _position::text as position',
  by: { host: 'text', mount: 'text' },
  direction: 'ascending',
})

/** Reads what was listed last of the mounts of a host. */
async function mountsOf(
  read: ReadHost,
  host: string,
): Promise<(MountList & { readonly position: string }) | undefined> {
  const [list] = await read.query<MountList & { readonly position: string }>(
    `
      select mounts, event_id, _position::text as position
      from ${read.view('disk-mounts')}
      where _key = $1
    `,
    [host],
  )
  return list
}

/** Reads all disks of a host. */
function disksOf(read: ReadHost, host: string): Promise<readonly StoredDisk[]> {
  return read.query<StoredDisk>(
    `
      select *, _position::text as position
      from ${read.view('disk-status')}
      where host = $1
      order by mount
    `,
    [host],
  )
}
