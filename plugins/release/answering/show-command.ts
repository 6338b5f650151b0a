import type { CliCommand } from '../../../core/cli/command.ts'
import { readAnswer } from '../../../core/cli/read-answer.ts'
import { toldReleaseFields, type ToldRelease } from './told-release.ts'

/** The command `decklog release show`. */
export function createShowCommand(): CliCommand {
  return {
    name: 'release show',
    summary: 'show one release with its images',
    arguments: [
      {
        syntax: '[id]',
        summary: 'id of the release; the one that passed its verification last when it is left out',
      },
    ],
    async run({ api, options, print }) {
      const { id = 'last-known-good' } = options
      const answer = await api.get(`/api/v1/releases/${encodeURIComponent(String(id))}`)
      const release = readAnswer<ToldRelease>(answer, toldReleaseFields)
      if (options['json']) print(JSON.stringify(answer))
      else describe(release).forEach(print)
      return 0
    },
  }
}

function describe(release: ToldRelease): readonly string[] {
  const { builder, verification } = release
  return [
    `Release      ${release.release_id}`,
    `Commit       ${release.commit} of ${release.source}`,
    `Built        ${release.built_at} by ${builder.name} with ${builder.tool}`,
    `Registered   ${release.registered_at} by ${release.registered_by}`,
    `Verification ${verification ? `${verification.verdict}, ${verification.evidence_link}` : 'none'}`,
    `Verified     ${release.verified_at ?? 'never'}`,
    ...release.images.map(
      ({ name, repository, tag, digest }) => `Image        ${name} ${repository}:${tag}@${digest}`,
    ),
  ]
}
