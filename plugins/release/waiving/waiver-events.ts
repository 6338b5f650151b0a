import { defineEvent, type EventOf, type RecordOf, shapes } from '../../../core/plugin-api.ts'

/** So much of what a configuration says of a waiver is recorded. */
export const mostText = 500

const word = (description: string, example: string) =>
  shapes.text(description, example, schema => schema.max(mostText))

const waiver = {
  rule: word('The rule that is waived.', 'bare-major-tag'),
  reference: shapes.nullable(word('The image; null: any.', 'registry.example.com/vendor/agent')),
  service: shapes.nullable(word('The service; null: any.', 'agent')),
  who: word('Who answers for it.', 'person:ann'),
  why: word('Why it must be so.', 'The vendor publishes nothing else.'),
  expires: shapes.text('The last UTC day that it holds.', '2026-06-30', schema => schema.max(10)),
}

/** What becomes of waivers of the image policy, in the stream `releaseWaiver-policy`. */
export const waiverEvents = [
  defineEvent({
    type: 'release.WaiverEndsSoon',
    summary: 'A waiver of the image policy is about to end: then what it lets pass is denied.',
    data: shapes.record(waiver),
  }),
  defineEvent({
    type: 'release.WaiverOver',
    summary: 'A waiver that was about to end has ended, or was prolonged or taken away.',
    data: shapes.record({
      ...waiver,
      how: shapes.oneOf(['expired', 'prolonged', 'removed'], 'How that was over.'),
    }),
  }),
] as const

/** A waiver, as far as it is recorded. */
export type RecordedWaiver = RecordOf<typeof waiver>
export type WaiverEvent = EventOf<(typeof waiverEvents)[number]>
