import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path/posix'
import {
  type CliCommand,
  type Clock,
  codeOf,
  type CommandContext,
  DecklogError,
  type ExitCode,
  messageOf,
} from '../../../../core/plugin-api.ts'
import { unreadable } from '../compose/source.ts'
import type { PolicyConfig } from '../judging/policy-config.ts'
import { checkFiles, type CheckReport, type CheckRequest } from './check-files.ts'
import { findComposeFiles } from './find-compose-files.ts'
import { reportLines, shortPath } from './report-lines.ts'

/** The command `decklog policy check`. */
export function createCheckCommand(config: PolicyConfig, clock: Clock): CliCommand {
  return {
    name: 'policy check',
    summary:
      'judge every image that Compose files and Dockerfiles use by the runtime image policy; exit code 0, 1 findings in enforce mode, 2 unreadable',
    calls: 'nothing',
    arguments: [
      {
        syntax: '[files...]',
        summary: 'Compose files, merged in this order; default: those that Compose would take',
      },
    ],
    options: [
      {
        syntax: '--env-from <file>',
        summary: 'variables; default: .env of the project',
        takes: 'many',
      },
      {
        syntax: '--dockerfile <file>',
        summary: 'a Dockerfile to judge that no Compose file names',
        takes: 'many',
      },
      {
        syntax: '--project-directory <folder>',
        summary: 'where relative paths begin; default: the folder of the first file',
      },
      { syntax: '--mode <mode>', summary: 'audit (default) tells, enforce fails on findings' },
      { syntax: '--pushed', summary: 'own images have been pushed and must name their digests' },
    ],
    examples: [
      'decklog policy check',
      'decklog policy check compose.yml --env-from release.env --mode enforce --pushed',
      'decklog policy check compose.yml compose.production.yml --dockerfile Dockerfile --json',
    ],
    run: async context => {
      const mode = modeOf(context.options['mode'])
      const request = requestOf(context)
      const report = checkFiles({ ...request, config, now: clock.now() }, readTextFile)
      if (mode === 'enforce') refuseEmpty(report, request.files)
      const { cwd, print } = context
      if (context.options['json']) print(JSON.stringify(reportBody(report, mode, cwd)))
      else reportLines(report, cwd).forEach(print)
      return exitCodeOf(report, mode)
    },
  }
}

type Mode = 'audit' | 'enforce'

function modeOf(mode: string | boolean | undefined): Mode {
  if (mode === undefined || mode === 'audit' || mode === 'enforce') return mode ?? 'audit'
  throw new DecklogError('DECKLOG_VALIDATION', '--mode takes audit or enforce')
}

function requestOf(context: CommandContext): Omit<CheckRequest, 'config' | 'now'> {
  const { words, lists, options, cwd, env } = context
  const dockerfiles = (lists['dockerfile'] ?? []).map(path => resolve(cwd, path))
  const given = { files: words, envFiles: lists['envFrom'] ?? [], cwd, environment: env }
  const found = findComposeFiles(given, readTextFile)
  // Dockerfiles alone are judged alone.
  const files = words.length > 0 || dockerfiles.length === 0 ? found.files : []
  if (files.length === 0 && dockerfiles.length === 0)
    throw new DecklogError('DECKLOG_VALIDATION', `there is no Compose file in ${cwd}: name one`)
  const folder = options['projectDirectory']
  return {
    files,
    dockerfiles,
    envFiles: found.envFiles,
    folder: typeof folder === 'string' ? resolve(cwd, folder) : dirname(files[0] ?? cwd),
    environment: env,
    ownDigests: options['pushed'] ? 'required' : 'optional',
  }
}

// What names no image has met no policy: whoever enforces one must hear that nothing was judged.
function refuseEmpty({ ofProject }: CheckReport, [file = '']: readonly string[]): void {
  if (ofProject !== 0) return
  const why = 'its services name no image, so that there is nothing to judge'
  throw unreadable({ file, line: 1 }, `${why}: name the files that do, or check in audit mode`)
}

function exitCodeOf({ findings }: CheckReport, mode: Mode): ExitCode {
  const isMet = findings.every(({ waiver }) => waiver !== null)
  return isMet || mode === 'audit' ? 0 : 1
}

// A file that others name may not be there; a folder of its name is none either.
const absent = ['ENOENT', 'ENOTDIR', 'EISDIR']

/** Reads a text file; undefined when there is none. */
export function readTextFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (absent.includes(codeOf(error) ?? '')) return undefined
    throw unreadable({ file, line: 1 }, `it cannot be read: ${messageOf(error)}`)
  }
}

/** A report as JSON for programs. */
function reportBody(
  { findings, waivers, uses }: CheckReport,
  mode: 'audit' | 'enforce',
  cwd: string,
): object {
  const isMet = findings.every(({ waiver }) => waiver !== null)
  return {
    mode,
    verdict: isMet ? 'passed' : 'failed',
    images_judged: uses,
    findings: findings.map(({ waiving: _waiving, file, ...finding }) => ({
      file: shortPath(file, cwd),
      ...finding,
    })),
    waivers: waivers.map(({ waiver, state }) => ({ ...waiver, state })),
  }
}
