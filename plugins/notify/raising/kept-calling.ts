import { type AlarmSignal, keepable } from '../../../core/plugin-api.ts'
import type { Calling } from '../alarm-events.ts'

const mostPeople = 20
const mostLabels = 10
const mostCommands = 2
const longestLine = 500
const longestLabel = 200
const labelName = /^[a-z][a-z0-9_]{0,39}$/

/** What an owner says of who is called and how, so much of it as is recorded. */
export function keptCalling({
  people,
  labels,
  page,
  commands,
}: Pick<AlarmSignal, 'people' | 'labels' | 'page' | 'commands'>): Calling {
  const kept = Object.entries(labels ?? {})
    .filter(([name, value]) => labelName.test(name) && value !== '')
    .slice(0, mostLabels)
    .map(([name, value]) => [name, keepable(value, longestLabel)])
  return {
    ...(people && { people: lines(people, mostPeople) }),
    ...(labels && { labels: Object.fromEntries(kept) }),
    ...(page && { page: keepable(page, longestLine) }),
    ...(commands && { commands: lines(commands, mostCommands) }),
  }
}

function lines(given: readonly string[], most: number): readonly string[] {
  return given
    .filter(line => line !== '')
    .slice(0, most)
    .map(line => keepable(line, longestLine))
}
