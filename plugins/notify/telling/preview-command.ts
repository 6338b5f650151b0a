import { answers, type CliCommand, readAnswer } from '../../../core/plugin-api.ts'

const answer = answers.fields({
  previews: answers.list(
    answers.fields({ channel: answers.text, type: answers.text, message: answers.text }),
  ),
})

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
      for (const { channel: name, type, message } of previews)
        print(`${name} (${type})\n${message}\n`)
    return 0
  },
}
