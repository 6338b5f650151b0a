import { answers, type CliCommand, formatTable, readAnswer } from '../../../core/plugin-api.ts'

const { fields, list, number, orNull, text } = answers

const channels = fields({
  channels: list(
    fields({
      channel: text,
      messages_delivered: number,
      notices_delivered: number,
      attempts_failed: number,
      messages_given_up: number,
      acknowledged: number,
      mean_acknowledge_seconds: orNull(number),
      longest_acknowledge_seconds: number,
      last_delivered_at: orNull(text),
      last_failed_at: orNull(text),
      last_failure: orNull(text),
    }),
  ),
})
type Channel = answers.Of<typeof channels>['channels'][number]

/** `decklog channels list` */
export const channelsList: CliCommand = {
  name: 'channels list',
  summary:
    'list who is told of alarms: what each was told, what failed, and how soon somebody took it on',
  asOf: 'taken',
  examples: ['decklog channels list'],
  async run({ api, options, print }) {
    const { channels: found } = readAnswer(await api.get('/api/v1/channels?limit=200'), channels)
    if (options['json'] === true) print(JSON.stringify({ channels: found }))
    else if (found.length === 0) print('Nobody has been told anything yet.')
    else
      formatTable(
        [
          'channel',
          'told',
          'alarms',
          'failed',
          'given up',
          'taken on',
          'after',
          'at worst',
          'last',
        ],
        found.map(rowOf),
      ).forEach(print)
    return 0
  },
}

function rowOf(one: Channel): readonly string[] {
  const { acknowledged, mean_acknowledge_seconds: mean } = one
  const [after, atWorst] = [mean ?? 0, one.longest_acknowledge_seconds].map(seconds =>
    acknowledged === 0 ? '-' : lengthOf(seconds),
  )
  return [
    one.channel,
    ...[one.messages_delivered, one.notices_delivered, one.attempts_failed].map(String),
    ...[one.messages_given_up, acknowledged].map(String),
    ...[after ?? '-', atWorst ?? '-', lastOf(one)],
  ]
}

/** The last that is known of it: that it took something, or why it did not. */
function lastOf({
  last_delivered_at: took,
  last_failed_at: failed,
  last_failure,
}: Channel): string {
  if (failed !== null && (took === null || failed > took))
    return `${failed} failed: ${last_failure ?? ''}`
  return took === null ? '-' : `${took} told`
}

/** A length of time, in the largest two units that say anything. */
function lengthOf(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${whole % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
