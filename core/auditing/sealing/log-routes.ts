import Joi from 'joi'
import type { Database } from '../../../postgres/database.ts'
import { DecklogError, notFound } from '../../errors.ts'
import { type Answer, type Call, defineRoute, type Route } from '../../http/route.ts'
import type { Settings } from '../../settings.ts'
import { unpackEntries, packEntries } from '../transparency/bundle.ts'
import { hashBytes, parseTilePath } from '../transparency/tiles.ts'
import { createSealedLog, type SealedLog } from './sealed-log.ts'
import { originOf } from './seal-keys.ts'
import { logNames, type LogName } from './seal-scope.ts'
import { newestBase } from './seal-store.ts'

interface LogPath {
  readonly log: LogName
  readonly path: string
}

const params = Joi.object<LogPath>({
  log: Joi.valid(...logNames).required(),
  path: Joi.string()
    .max(60)
    .required()
    .description(
      '`checkpoint`, or a tile or bundle as C2SP tlog-tiles names it: `tile/0/000.p/7`.',
    ),
})

/** Serves the logs as C2SP tlog-tiles has it: to the scope `audit`, or to everybody where the settings say so. */
export function logRoutes(
  database: Database,
  settings: Pick<Settings, 'publicLogs' | 'sealOrigin'>,
): readonly Route[] {
  const route = defineRoute<LogPath>({
    method: 'GET',
    path: '/api/v1/audit/logs/{log}/{path*}',
    scope: settings.publicLogs ? 'public' : 'audit',
    tags: ['audit'],
    summary:
      'Reads a log that seals the ledger: its checkpoint, its tiles, its bundles of entries.',
    params,
    response: Joi.any().meta({ contentType: 'application/octet-stream' }),
    async handle({ params: { log: name, path }, caller }) {
      if (!settings.publicLogs) refuseBoards(caller)
      const base = settings.sealOrigin ?? (await newestBase(database))
      const log = createSealedLog(database, originOf(base ?? '', name))
      return path === 'checkpoint' ? answerCheckpoint(log) : answerTile(log, path)
    },
  })
  return [route]
}

async function answerCheckpoint(log: SealedLog): Promise<Answer> {
  const body = await log.checkpoint()
  if (body === undefined) throw notFound('checkpoint')
  return { body, headers: { 'content-type': 'text/plain; charset=utf-8' } }
}

async function answerTile(log: SealedLog, path: string): Promise<Answer> {
  const asked = parseTilePath(path)
  if (!asked) throw notFound('tile')
  const { level, n, width } = asked
  const kept = level === 'entries' ? await log.bundle(n) : await log.tile(level, n)
  const body = kept && cut(kept, level, width)
  // Wider than it is, or pruned.
  if (!body) throw notFound('tile')
  return { body, headers: { 'content-type': 'application/octet-stream' } }
}

function cut(kept: Buffer, level: number | 'entries', width: number): Buffer | undefined {
  if (level !== 'entries')
    return kept.length < width * hashBytes ? undefined : kept.subarray(0, width * hashBytes)
  const entries = unpackEntries(kept)
  return entries.length < width ? undefined : packEntries(entries.slice(0, width))
}

function refuseBoards({ boards }: Call['caller']): void {
  if (boards === null) return
  const message = 'The logs are of every board; a token that is limited to boards cannot read them.'
  throw new DecklogError('DECKLOG_FORBIDDEN', message)
}
