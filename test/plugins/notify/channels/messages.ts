import {
  composeMessage,
  type Envelope,
} from '../../../../plugins/notify/channels/compose-message.ts'
import type { Message } from '../../../../plugins/notify/channels/message.ts'
import type { TellingRow } from '../../../../plugins/notify/rows.ts'
import { noticeAt } from '../notices.ts'

const envelope: Envelope = {
  id: '9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c11',
  node: 'web01',
  at: new Date('2026-01-01T00:01:00.000Z'),
  repeat: 'no',
  consoleUrl: 'https://decklog.example/console/',
}

/** A message that tells notices which differ so from one of a full disk. */
export function messageOf(
  differing: readonly Partial<TellingRow>[],
  differs: Partial<Envelope> = {},
): Message {
  const notices = differing.map((one, index) => noticeAt(index, one))
  return composeMessage(notices, { ...envelope, ...differs })
}

/** What foreign text may hold to be more than text somewhere. */
const evil = [
  '<!channel> <@U1> <https://evil.example|click>',
  '@everyone @here <@&1> [click](https://evil.example) `code` **bold** _it_ ~~s~~ ||spoiler||',
  '<script>alert(1)</script> "quoted" \'single\' &amp; & <b>',
  'a\r\nBcc: everyone@evil.example\r\n\r\nbody',
  '\u202eturned round\u202c \u0000 \u001b[31mred \u200b',
  'half a pair \ud83d and a whole one 😀',
].join(' ')

const markup =
  '# h\\n> q\\n- l\\n1. n\\n| a | b |\\n![i](https://evil.example/p.png) <t:0:R> <#1> </x:1> <:e:1> ' +
  '<!subteam^S1> <mailto:a@b.c|d> &lt;!here&gt; {{TextRun}} <at>all</at> [[x]] $(id) %0d%0aBcc: x@y.z '

/** Messages that try what a channel does at its limits: long, many, evil, over, awaited, a trial. */
export const hardMessages: Readonly<Record<string, Message>> = {
  plain: messageOf([{}]),
  evil: messageOf([{ text: evil, subject: evil, labels: { step: evil }, people: [evil] }]),
  'evil and long': messageOf([
    { text: `${evil} `.repeat(200).slice(0, 4_000), subject: `${evil} `.repeat(20) },
  ]),
  'long in bytes': messageOf([{ text: '漢😀'.repeat(1_300), subject: '漢'.repeat(1_000) }]),
  'all to be escaped': messageOf([{ text: '<&>'.repeat(1_300), subject: '*_`@'.repeat(500) }]),
  'many and long': messageOf(
    Array.from({ length: 100 }, (_, index) => ({
      alarm_id: `0199a3c0-0000-7000-8000-${String(index).padStart(12, 'a')}`,
      text: `${index} 漢😀${evil}`.repeat(10),
    })),
  ),
  over: messageOf([{ alarm_state: 'cleared', text: 'It is ok.' }]),
  awaited: messageOf([
    {
      ...{ nature: 'waits', severity: 'warning', kind: 'approval', people: ['person:alice'] },
      ...{ subject: 'rollout of run 1', text: 'An approval is awaited.', page: '/runs/1|<x>' },
      commands: ['decklog runs show 1', 'decklog runs approve 1 --stage rollout'],
    },
  ]),
  digest: messageOf([{}, { alarm_state: 'cleared' }], { after: 'While the window was open' }),
  'perhaps again': messageOf([{}], { repeat: 'possible' }),
  'without a console': messageOf([{}], { consoleUrl: null }),
  trial: messageOf([]),
  'nothing to see': messageOf([
    { text: '\u200b\u2060 \u0000\n', subject: '\ufeff\u00ad', people: ['\u200b'] },
    { text: '\u3164', subject: '\u2800', labels: { step: '\u200b' } },
  ]),
  'nothing to see of one': messageOf([{ text: '', subject: '\u200b', people: ['\u200b', ''] }]),
  emoji: messageOf([{ text: '😀'.repeat(10_000), subject: '👩\u200d👩\u200d👧'.repeat(1_000) }]),
  'combined characters': messageOf([{ text: 'e\u0301'.repeat(5_000), subject: 'Z̗͎'.repeat(900) }]),
  'lines and returns': messageOf([{ text: '\r\n.\r\n'.repeat(500), subject: 'a\r\n\r\nb\u2028c' }]),
  'markup of every kind': messageOf([{ text: markup.repeat(40), subject: markup }]),
  'full of labels, people and commands': messageOf([
    {
      labels: Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [
          `label_${index}_${'x'.repeat(30)}`,
          `${index}${evil}`.slice(0, 200),
        ]),
      ),
      people: Array.from({ length: 20 }, (_, index) => `person:${index}${evil}`.slice(0, 500)),
      commands: [`decklog "${evil}"`, '`$(reboot)` && </pre>'.repeat(20)],
      page: `/x?${'<>"|\\^`{}漢 '.repeat(40)}`,
    },
  ]),
  'a page that leads elsewhere': messageOf([
    { page: '//evil.example/@x' },
    { page: 'javascript:1' },
  ]),
  'a digest of a window named so': messageOf([{}, { text: evil }], {
    after: `While the maintenance window “${evil.repeat(3).slice(0, 1_000)}” was open`,
  }),
}
