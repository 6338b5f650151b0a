import Joi from 'joi'
import type { CliCommand } from '../../../core/cli/command.ts'
import { formatTable } from '../../../core/cli/format-table.ts'
import { readAnswer } from '../../../core/cli/read-answer.ts'
import { toldReleaseFields, type ToldRelease } from './told-release.ts'

const listed = Joi.object(toldReleaseFields).options({ stripUnknown: true })

/** The command `decklog release list`. */
export function createListCommand(): CliCommand {
  return {
    name: 'release list',
    summary: 'list registered releases, newest first',
    options: [
      { syntax: '--commit <sha>', summary: 'only releases of this commit' },
      { syntax: '--limit <n>', summary: 'how many at most; default: 50, at most 200' },
    ],
    async run({ api, options, print }) {
      const { commit, limit } = options
      const query = new URLSearchParams()
      if (typeof commit === 'string') query.set('commit', commit)
      if (typeof limit === 'string') query.set('limit', limit)
      const answer = await api.get(`/api/v1/releases?${query.toString()}`)
      const { releases } = readAnswer<{ releases: readonly ToldRelease[] }>(answer, {
        releases: Joi.array().items(listed),
      })
      if (options['json']) print(JSON.stringify(answer))
      else formatTable(head, releases.map(cells)).forEach(print)
      return 0
    },
  }
}

const head = ['release', 'commit', 'built', 'registered', 'verification', 'images']

function cells(release: ToldRelease): readonly string[] {
  return [
    release.release_id,
    release.commit.slice(0, 12),
    release.built_at,
    release.registered_at,
    release.verification?.verdict ?? 'none',
    String(release.images.length),
  ]
}
