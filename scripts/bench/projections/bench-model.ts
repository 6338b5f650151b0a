import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import type { EventSource } from '../../../core/events/event-catalog.ts'
import type { NewEvent } from '../../../core/ledger/ledger.ts'
import { defineProjection, type Projection } from '../../../core/projection.ts'

interface Measured {
  readonly type: string
  readonly data: {
    readonly host: string
    readonly sensor: string
    readonly usedBytes: number
    readonly freePercent: number
  }
}

interface Row {
  readonly name: string
  readonly used_bytes: number
  readonly free_percent: number
  readonly most_used_bytes: number
  readonly events: number
  readonly measured_at: Date
}

/** The events of one run and their read models, by names that no other run has. */
export interface BenchModel {
  readonly source: EventSource
  readonly type: string
  streamOf(id: number | string): string
  /** Number `index` of the run's events, received now. */
  event(index: number): NewEvent
  /** A read model with one row a host, or one a sensor; each version is a table of its own. */
  projection(keyedBy: 'host' | 'sensor', version: number): Projection
}

/** Describes events of `hosts` hosts with `sensors` sensors in all. */
export function createBenchModel({
  hosts,
  sensors,
}: {
  readonly hosts: number
  readonly sensors: number
}): BenchModel {
  const name = `bench${randomUUID().replaceAll('-', '').slice(0, 10)}`
  const type = `${name}.Measured`
  const category = `${name}Sample`
  return {
    type,
    streamOf: id => `${category}-${id}`,
    source: { name, streams: { [category]: {} }, events: { [type]: spec } },
    event: index => ({
      id: randomUUID(),
      type,
      data: {
        host: `host${index % hosts}`,
        sensor: `sensor${index % sensors}`,
        usedBytes: 100_000_000_000 + index * 4_096,
        freePercent: 100 - (index % 97),
      },
      metadata: {
        ...{ schemaVersion: '1', actor: 'system:bench', host: 'bench', plugin: name },
        receivedAt: new Date().toISOString(),
      },
    }),
    projection: (keyedBy, version) =>
      defineProjection<Row, Measured>({
        name: `${name}-${keyedBy}`,
        version,
        columns: {
          name: 'text',
          used_bytes: 'bigint',
          free_percent: 'double precision',
          most_used_bytes: 'bigint',
          events: 'integer',
          measured_at: 'timestamptz',
        },
        keys: event => [event.data[keyedBy]],
        on: {
          [type]: (row, { data, receivedAt }) => ({
            name: data[keyedBy],
            used_bytes: data.usedBytes,
            free_percent: data.freePercent,
            most_used_bytes: Math.max(row?.most_used_bytes ?? 0, data.usedBytes),
            events: (row?.events ?? 0) + 1,
            measured_at: receivedAt,
          }),
        },
      }),
  }
}

const spec: EventSource['events'][string] = {
  summary: 'A sensor was read.',
  schemaVersion: 1,
  data: Joi.object({
    host: Joi.string().required(),
    sensor: Joi.string().required(),
    usedBytes: Joi.number().required(),
    freePercent: Joi.number().required(),
  }),
  example: { host: 'host1', sensor: 'sensor1', usedBytes: 1, freePercent: 99 },
}
