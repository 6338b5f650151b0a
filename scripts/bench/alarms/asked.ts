import { keptColumns } from '../../../plugins/notify/telling/open-incidents.ts'
import { idOf, receivers, stormEvery, stormLasts, type Year } from './year.ts'

/** What the plugin itself asks at every look. */
export function asked({ alarms }: Year) {
  const alarm_id = idOf(`alarm ${Math.floor(alarms / 2)}`)
  const webhook = receivers[0]
  const ofStorm = Array.from({ length: stormLasts }, (_, index) => idOf(`alarm ${index}`))
  const ofNone = ofStorm.map((_, index) => idOf(`alarm ${stormEvery - 1 - index}`))
  const inStorms = { filled: ['storm_id'], columns: keptColumns }
  return [
    ['open', 'alarms', { equals: { open: true } }],
    ['waiting for one', 'tellings', { equals: { webhook, state: 'pending' } }],
    ['told of an alarm', 'tellings', { equals: { alarm_id, webhook, state: 'delivered' } }],
    [
      `in a storm, of ${ofNone.length} alarms that are in none`,
      'tellings',
      { equals: { alarm_id: ofNone, webhook }, ...inStorms },
    ],
    [
      'the alarms of a storm',
      'tellings',
      { equals: { storm_id: [idOf('storm 0')], webhook }, columns: keptColumns },
    ],
    [
      `told of the ${Math.ceil(stormLasts / receivers.length)} alarms of a storm`,
      'tellings',
      { equals: { alarm_id: ofStorm, webhook }, columns: keptColumns },
    ],
    ['in force', 'mutes', { equals: { ended_at: null } }],
    ['oldest', 'notices', { older: { by: 'recorded_at', than: new Date() }, limit: 500 }],
  ] as const
}
