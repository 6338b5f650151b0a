import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import Joi from 'joi'
import { type CliCommand, invalidField, messageOf } from '../../../core/plugin-api.ts'
import { readVerification } from './told-verification.ts'

/** What of a rollout could not be recorded, as a file keeps it. The keys let it be sent again without being recorded twice. */
export interface RolloutRecord {
  readonly version: 1
  /** Null while the verification itself is not recorded. */
  readonly verification_id: string | null
  readonly verification: Sent | null
  readonly rollback: Sent | null
}

interface Sent {
  readonly key: string
  readonly body: unknown
}

const sent = Joi.object({ key: Joi.string().required(), body: Joi.object().unknown().required() })
const schema = Joi.object<RolloutRecord>({
  version: Joi.valid(1).required(),
  verification_id: Joi.string().guid().allow(null).required(),
  verification: sent.allow(null).required(),
  rollback: sent.allow(null).required(),
}).or('verification_id', 'verification')

/** Writes a record into a folder, in a file of its own, and answers its name. */
export async function keepRecord(
  record: RolloutRecord,
  { folder, target, now }: { readonly folder: string; readonly target: string; readonly now: Date },
): Promise<string> {
  const moment = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const name = `rollout-${target}-${moment}.json`
  await writeFile(join(folder, name), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  return name
}

/** The command `decklog rollout record`. */
export function createRecordCommand(): CliCommand {
  return {
    name: 'rollout record',
    summary: 'record what `rollout verify` could not; a second time changes nothing',
    arguments: [{ syntax: '<file>', summary: 'the file that `rollout verify` wrote' }],
    examples: ['decklog rollout record rollout-production-20260131T120000Z.json'],
    async run({ api, options, cwd, print }) {
      const {
        verification_id: known,
        verification,
        rollback,
      } = await readRecord(resolve(cwd, String(options['file'])))
      const send = (path: string, { key, body }: Sent): Promise<unknown> =>
        api.post(path, body, { idempotencyKey: key, timeoutMs: 30_000 })
      const told =
        verification && readVerification(await send('/api/v1/verifications', verification))
      const id = told?.verification_id ?? known
      if (rollback) await send(`/api/v1/verifications/${id}/rollback`, rollback)
      if (options['json'])
        print(JSON.stringify({ verification_id: id, rollback: rollback !== null }))
      else print(`Recorded: /api/v1/verifications/${id}${rollback ? ', with its rollback' : ''}`)
      return 0
    },
  }
}

async function readRecord(file: string): Promise<RolloutRecord> {
  const read: unknown = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(error => {
      throw invalidField('file', `cannot be read: ${messageOf(error)}`)
    })
  const { value, error } = schema.validate(read)
  if (error) throw invalidField('file', `is none that rollout verify wrote: ${error.message}`)
  return value
}
