import { type AlarmSignal, keepable } from '../../../core/plugin-api.ts'
import { type Calling, callingMost, labelName } from '../calling.ts'

/** What an owner says of who is called and how, so much of it as is recorded. */
export function keptCalling({
  people,
  labels,
  page,
  commands,
}: Pick<AlarmSignal, 'people' | 'labels' | 'page' | 'commands'>): Calling {
  const kept = Object.entries(labels ?? {})
    .filter(([name, value]) => labelName.test(name) && value !== '')
    .slice(0, callingMost.labels)
    .map(([name, value]) => [name, keepable(value, callingMost.label)])
  return {
    ...(people && { people: lines(people, callingMost.people) }),
    ...(labels && { labels: Object.fromEntries(kept) }),
    ...(page && { page: keepable(page, callingMost.line) }),
    ...(commands && { commands: lines(commands, callingMost.commands) }),
  }
}

function lines(given: readonly string[], most: number): readonly string[] {
  return given
    .filter(line => line !== '')
    .slice(0, most)
    .map(line => keepable(line, callingMost.line))
}
