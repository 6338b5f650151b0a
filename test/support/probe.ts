import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import type { EventSource } from '../../core/events/event-catalog.ts'
import { defineProjection, type Projection } from '../../core/projection.ts'

/** A plugin and its projection, with names of their own, so that tests can share a ledger. */
export interface Probe {
  readonly source: EventSource
  readonly type: string
  readonly projection: Projection<ProbeRow, ProbeEvent>
  streamOf(sensor: string): string
}

export interface ProbeEvent {
  readonly type: string
  readonly data: { readonly sensor: string; readonly reading: number; readonly note?: string }
}

export interface ProbeRow {
  readonly sensor: string
  readonly last_reading: number
  readonly events: number
  readonly last_revision: number
  readonly note: string | null
  readonly measured_at: Date
}

/** Reading of an event that the fold throws at, as long as the fold has not been mended. */
const badReading = -1

/** Creates a probe: one row a sensor, counting its events, so that a doubled one shows. */
export function createProbe(name = uniqueName()): Probe {
  const category = `${name}Sensor`
  const type = `${name}.Measured`
  return {
    type,
    streamOf: sensor => `${category}-${sensor}`,
    source: {
      name,
      streams: { [category]: {} },
      events: {
        [type]: {
          summary: 'A sensor was read.',
          schemaVersion: 1,
          data: Joi.object({
            sensor: Joi.string().required(),
            reading: Joi.number().required(),
            note: Joi.string(),
          }),
          example: { sensor: 'a', reading: 1 },
        },
      },
    },
    projection: defineProjection<ProbeRow, ProbeEvent>({
      name,
      version: 1,
      columns: {
        sensor: 'text',
        last_reading: 'double precision',
        events: 'integer',
        last_revision: 'bigint',
        note: 'text',
        measured_at: 'timestamptz',
      },
      keys: event => [event.data.sensor],
      on: {
        [type]: (row, event) => {
          if (event.data.reading === badReading) throw new Error('a reading below zero')
          const revision = Number(event.revision)
          return {
            sensor: event.data.sensor,
            last_reading: event.data.reading,
            events: (row?.events ?? 0) + 1,
            last_revision: revision,
            note: event.data.note ?? row?.note ?? null,
            measured_at: event.recordedAt,
          }
        },
      },
    }),
  }
}

function uniqueName(): string {
  return `probe${randomUUID().replaceAll('-', '').slice(0, 12)}`
}
