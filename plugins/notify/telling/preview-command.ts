import { answers, type CliCommand, readAnswer } from '../../../core/plugin-api.ts'

const answer = answers.fields({
  previews: answers.list(
    answers.fields({
      ...{ channel: answers.text, type: answers.text, message: answers.text },
      told: answers.oneOf('at_once', 'later', 'not_told'),
      after_seconds: answers.orNull(answers.number),
      kept_for: answers.orNull(answers.text),
    }),
  ),
})

type Preview = answers.Of<typeof answer>['previews'][number]

/** The command `decklog notify preview`. */
export const previewCommand: CliCommand = {
  name: 'notify preview',
  summary: 'Shows how an alarm, as it stands, would be told on each channel; nothing is sent',
  arguments: [{ syntax: '<alarm>', summary: 'id of the alarm' }],
  options: [{ syntax: '--channel <name>', summary: 'only on this one' }],
  examples: ['decklog notify preview "$ALARM_ID" --channel room'],
  async run({ api, options, print }) {
    const { alarm, channel } = options
    const query = typeof channel === 'string' ? `?channel=${encodeURIComponent(channel)}` : ''
    const told = await api.get(
      `/api/v1/alarms/${encodeURIComponent(String(alarm))}/preview${query}`,
    )
    const { previews } = readAnswer(told, answer)
    if (options['json'] === true) print(JSON.stringify(told))
    else
      for (const one of previews)
        print(`${one.channel} (${one.type}; ${whenOf(one)})\n${one.message}\n`)
    return 0
  },
}

function whenOf({ told, after_seconds, kept_for }: Preview): string {
  const when = {
    at_once: 'told at once',
    later: `told after ${after_seconds} s while nobody looks after it`,
    not_told: 'not told of such alarms',
  }[told]
  return kept_for === null ? when : `${when}; kept back now: ${kept_for.replaceAll('_', ' ')}`
}
