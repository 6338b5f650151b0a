import Joi from 'joi'
import { createHash, randomUUID, type Hash } from 'node:crypto'
import { version } from '../../config/package-root.ts'
import type { Edge, ExportRequest } from './export-request.ts'
import { isWhole } from './export-request.ts'

/** Type of the first line of an export, a CloudEvent like the others. */
export const startedType = 'decklog.ExportStarted'
/** Type of its last line. */
export const endedType = 'decklog.ExportEnded'

/** What the first line of an export says: which ledger it is of is told by what follows. */
export interface ExportStart {
  readonly format: 1
  /** Everything from the start of the ledger to its end then, or to where `to` ends it: what can be imported. */
  readonly whole: boolean
  readonly from: string | null
  readonly to: string | null
  readonly board: string | null
  readonly types: readonly string[] | null
  /** Where the ledger ended when the export began; nothing behind it is told. */
  readonly head: string
  readonly version: string
}

/** What the last line says. */
export interface ExportEnd {
  readonly events: number
  /** Position of the last event that is told; null when none is. */
  readonly position: string | null
  /** Of all lines before this one, with their line feeds; shows damage, and no proof against who can write the file. */
  readonly sha256: string
}

const text = Joi.string().allow(null).required()
const startSchema = Joi.object<ExportStart>({
  ...{ format: Joi.valid(1).required(), whole: Joi.boolean().required() },
  ...{ from: text, to: text, board: text, head: Joi.string().required() },
  types: Joi.array().items(Joi.string()).allow(null).required(),
  version: Joi.string().required(),
})
const endSchema = Joi.object<ExportEnd>({
  events: Joi.number().integer().min(0).required(),
  position: text,
  sha256: Joi.string().hex().length(64).required(),
})

/** What an export of this request begins with. */
export function startOf(request: ExportRequest, head: bigint): ExportStart {
  const { from, to, board = null, types = null } = request
  return {
    ...{ format: 1, whole: isWhole(request), from: edgeText(from), to: edgeText(to), board, types },
    ...{ head: String(head), version },
  }
}

/** The first or the last line. */
export function frameLine(type: string, data: object, now: Date): string {
  const frame = {
    ...{ specversion: '1.0', id: randomUUID(), source: '/export', type, time: now.toISOString() },
    ...{ datacontenttype: 'application/json', data },
  }
  return `${JSON.stringify(frame)}\n`
}

/** The data of a first or last line; undefined for another line. Throws a Joi error when it says what this version does not understand. */
export function readStart(value: unknown): ExportStart | undefined {
  return dataOf(value, startedType, startSchema)
}

/** The data of a last line; undefined for another line. */
export function readEnd(value: unknown): ExportEnd | undefined {
  return dataOf(value, endedType, endSchema)
}

/** The running digest of lines. */
export function createDigest(): Hash {
  return createHash('sha256')
}

function dataOf<T>(value: unknown, type: string, schema: Joi.ObjectSchema<T>): T | undefined {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'type') !== type)
    return undefined
  return Joi.attempt(Reflect.get(value, 'data'), schema, { convert: false })
}

function edgeText(edge: Edge | undefined): string | null {
  if (edge === undefined) return null
  return 'position' in edge ? String(edge.position) : edge.time.toISOString()
}
