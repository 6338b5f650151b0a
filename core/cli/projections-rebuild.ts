import { setTimeout as delay } from 'node:timers/promises'
import { DecklogError } from '../errors.ts'
import { fields, number, readAnswer } from './answer.ts'
import type { ApiClient, CoreCommand } from './command.ts'
import { createProgress, type Progress } from './progress.ts'
import { type ListedProjection, projectionPath, readProjections } from './read-projections.ts'

const lookEveryMs = 500

/** `decklog projections rebuild` */
export const projectionsRebuild: CoreCommand = {
  name: 'projections rebuild',
  summary: 'build a read model anew from the ledger; it is read until the new one replaces it',
  calls: 'api',
  arguments: [{ syntax: '<name>', summary: 'name of the projection' }],
  options: [{ syntax: '--detach', summary: 'do not wait until it is done' }],
  examples: ['decklog projections rebuild disk-usage'],
  async run({ api, options, print }) {
    const name = String(options['name'])
    const { generation } = readAnswer(
      await api.post(projectionPath(name, 'rebuild'), {}),
      fields({ generation: number }),
    )
    if (options['detach']) {
      if (options['json']) print(JSON.stringify({ name, generation }))
      else print(`${name} is being rebuilt as generation ${generation}`)
      return 0
    }
    const problem = await untilRebuilt(api, name, generation)
    if (options['json']) print(JSON.stringify({ name, generation, problem }))
    else print(problem ? `${name} was not rebuilt: ${problem}` : `${name} has been rebuilt`)
    return problem === null ? 0 : 1
  },
}

/** Answers why it was not rebuilt; null when it was. */
async function untilRebuilt(
  api: ApiClient,
  name: string,
  generation: number,
): Promise<string | null> {
  const progress = createProgress(name)
  try {
    for (;;) {
      const found = (await readProjections(api)).find(one => one.name === name)
      if (!found) throw new DecklogError('DECKLOG_PROJECTION_UNKNOWN', `${name} is gone`)
      if (found.building?.generation === generation && found.building.problem !== null)
        return found.building.problem
      if (found.generation >= generation && found.state !== 'building') return null
      show(progress, found)
      await delay(lookEveryMs)
    }
  } finally {
    progress.end()
  }
}

function show(progress: Progress, { building }: ListedProjection): void {
  if (!building) return
  const { events, events_per_second: pace, seconds_left: left } = building
  const note = pace === null ? '' : `${pace} events/s`
  const wait = left === null ? '' : `, ${left} s left`
  const total = left === null || pace === null ? events * 2 : events + left * pace
  progress.update(events, total, note + wait)
}
