import type { Host, PluginGauge } from '../../../core/plugin-api.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { ChannelRow, TellingRow } from '../rows.ts'

type GaugeHost = Pick<Host<NotifyConfig>, 'all' | 'config'>

/** Creates the gauges of what each receiver was told, what failed, how much waits, and how soon somebody took it on. */
export function createChannelGauges(host: GaugeHost): readonly PluginGauge[] {
  const gauge = (
    name: string,
    summary: string,
    read: (row: ChannelRow) => Readonly<Record<string, number>>,
  ): PluginGauge => ({
    ...{ name, summary, labels: ['channel', 'outcome'] },
    read: async () =>
      (await rowsOf(host)).flatMap(row =>
        Object.entries(read(row)).map(([outcome, value]) => ({
          labels: { channel: row.channel, outcome },
          value,
        })),
      ),
  })
  return [
    gauge(
      'alarm_messages',
      'Messages to receivers of alarms so far, by what became of them.',
      row => ({
        delivered: row.messages_delivered,
        failed: row.attempts_failed,
        given_up: row.messages_given_up,
      }),
    ),
    gauge(
      'alarm_acknowledge_seconds',
      'How long it took until somebody took on what a receiver had told, all together and how often.',
      row => ({ seconds: row.acknowledge_seconds, count: row.acknowledged }),
    ),
    createWaitingGauge(host),
  ]
}

async function rowsOf({ all }: GaugeHost): Promise<readonly ChannelRow[]> {
  return (await all<ChannelRow>('channels')).rows
}

function createWaitingGauge({ all, config }: GaugeHost): PluginGauge {
  return {
    name: 'alarm_notices_waiting',
    summary: 'Notices that receivers are to be told and have not been, or that are kept from them.',
    labels: ['channel', 'state'],
    async read() {
      const counts = new Map<string, number>()
      for (const state of ['pending', 'withheld']) {
        for (const { name } of receiversOf(config)) counts.set(`${name} ${state}`, 0)
        const { rows } = await all<TellingRow>('tellings', {
          equals: { state },
          columns: ['webhook'],
        })
        for (const { webhook } of rows) {
          const key = `${webhook} ${state}`
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
      }
      return [...counts].map(([key, value]) => {
        const [channel = '', state = ''] = key.split(' ')
        return { labels: { channel, state }, value }
      })
    },
  }
}
