import Joi from 'joi'
import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { firstRecordedAt } from './carried.ts'

/**
 * An event as CloudEvents 1.0 has it in JSON. Extension attributes: `position`, `revision` (decimal), `recordedat`, and `metadata`, the
 * metadata as JSON text, or `metadatabytes`, in base64, where they are none; attributes can hold no objects.
 */
export interface CloudEvent {
  readonly specversion: '1.0'
  readonly id: string
  /** `/streams/<stream>`, percent-encoded. */
  readonly source: string
  /** Name of the stream. */
  readonly subject: string
  readonly type: string
  /** When it happened, as its source claims; where nobody claims, when it was recorded. */
  readonly time: string
  readonly datacontenttype: 'application/json' | 'application/octet-stream'
  readonly data?: unknown
  readonly data_base64?: string
  readonly position: string
  readonly revision: string
  /** When the ledger that was exported stored it. */
  readonly recordedat: string
  readonly metadata?: string
  readonly metadatabytes?: string
}

const decimal = Joi.string()
  .pattern(/^\d{1,19}$/)
  .required()
const time = Joi.string().isoDate().required()
const schema = Joi.object<CloudEvent>({
  specversion: Joi.valid('1.0').required(),
  id: Joi.string().guid().required(),
  source: Joi.string().required(),
  subject: Joi.string().required(),
  type: Joi.string().required(),
  datacontenttype: Joi.valid('application/json', 'application/octet-stream').required(),
  data: Joi.any(),
  data_base64: Joi.string().base64().allow(''),
  ...{ time, recordedat: time, position: decimal, revision: decimal },
  metadata: Joi.string(),
  metadatabytes: Joi.string().base64().allow(''),
})
  .oxor('data', 'data_base64')
  .oxor('metadata', 'metadatabytes')

/** Tells an event as a CloudEvent. */
export function toCloudEvent(event: WholeEvent): CloudEvent {
  const { id, type, stream, position, revision, storedAt } = event
  return {
    ...{
      specversion: '1.0',
      id,
      source: `/streams/${encodeURIComponent(stream)}`,
      subject: stream,
    },
    ...{ type, time: claimedTime(event) ?? firstRecordedAt(event).toISOString() },
    ...dataOf(event),
    ...{ position: String(position), revision: String(revision) },
    recordedat: storedAt.toISOString(),
    ...metadataOf(event),
  }
}

/** Reads a CloudEvent that an export told; throws a Joi error that names what is wrong. */
export function fromCloudEvent(value: unknown): WholeEvent {
  const told: CloudEvent = Joi.attempt(value, schema, { convert: false })
  const isJson = told.datacontenttype === 'application/json'
  return {
    ...{ id: told.id, type: told.type, stream: told.subject },
    ...{ position: BigInt(told.position), revision: BigInt(told.revision) },
    content: isJson ? 'json' : 'bytes',
    data: isJson ? told.data : Buffer.from(told.data_base64 ?? '', 'base64'),
    metadata: metadataIn(told),
    storedAt: new Date(told.recordedat),
  }
}

function dataOf({
  content,
  data,
}: WholeEvent): Pick<CloudEvent, 'datacontenttype' | 'data' | 'data_base64'> {
  if (content === 'json') return { datacontenttype: 'application/json', data }
  const bytes = data instanceof Uint8Array ? data : new Uint8Array()
  const datacontenttype = 'application/octet-stream'
  return { datacontenttype, data_base64: Buffer.from(bytes).toString('base64') }
}

function metadataOf({ metadata }: WholeEvent): Pick<CloudEvent, 'metadata' | 'metadatabytes'> {
  if (metadata === undefined) return {}
  if (metadata instanceof Uint8Array)
    return { metadatabytes: Buffer.from(metadata).toString('base64') }
  return { metadata: JSON.stringify(metadata) }
}

function metadataIn({ metadata, metadatabytes }: CloudEvent): unknown {
  if (metadatabytes !== undefined) return Buffer.from(metadatabytes, 'base64')
  return metadata === undefined ? undefined : JSON.parse(metadata)
}

function claimedTime({ metadata }: WholeEvent): string | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const claimed: unknown = Reflect.get(metadata, 'occurredAt')
  const isTime = typeof claimed === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(claimed)
  return isTime && !Number.isNaN(Date.parse(claimed)) ? claimed : undefined
}
