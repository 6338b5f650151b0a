import { DecklogError } from '../errors.ts'
import { fields, list, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'

const redacted = fields({ event_id: text, rebuilding: list(text) })

/** `decklog audit redact` */
export const auditRedact: CoreCommand = {
  name: 'audit redact',
  summary:
    'take personal text of an event out of all that is shown, for good; hashes and proofs stay valid',
  calls: 'api',
  arguments: [
    { syntax: '<place>', summary: 'the event, as decklog events tells it: stream@revision' },
  ],
  options: [
    {
      syntax: '--field <field>',
      summary: 'a field that holds text, as data.note; may be given several times',
      takes: 'many',
      field: 'fields',
    },
    { syntax: '--reason <text>', summary: 'why; no personal data' },
  ],
  examples: ['decklog audit redact mute-0199a3c0@0 --field data.reason --reason "request 17"'],
  async run({ api, options, lists, print }) {
    const [, stream, revision] = /^(.+)@(\d+)$/.exec(String(options['place'])) ?? []
    if (stream === undefined) {
      const message = 'The event must be named as stream@revision, as decklog events tells it'
      throw new DecklogError('DECKLOG_VALIDATION', message)
    }
    const body = { stream, revision, fields: lists['field'] ?? [], reason: options['reason'] }
    const answer = readAnswer(await api.post('/api/v1/redactions', body), redacted)
    if (options['json']) print(JSON.stringify(answer))
    else {
      const models = answer.rebuilding.join(', ')
      print(`The text of event ${answer.event_id} is shown no more.`)
      if (models !== '') print(`Built anew without it, and showing it until then: ${models}`)
    }
    return 0
  },
}
