import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import t from 'tap'
import ts from 'typescript'
import { packageRoot } from '../../../../core/config/package-root.ts'
import { startWholeApp } from '../../../support/whole-app.ts'

// What somebody writes against the generated types. It names fields that are always there without asking whether they are.
const program = `
import type { components, paths } from './decklog.ts'

type Problem = components['schemas']['Problem']
type Answer<P extends keyof paths, M extends keyof paths[P], S extends number> =
  paths[P][M] extends { responses: infer R }
    ? S extends keyof R
      ? R[S] extends { content: { 'application/json': infer B } }
        ? B
        : undefined
      : never
    : never

export function tell(run: Answer<'/api/v1/gsd-runs/{run_id}', 'get', 200>): string {
  return [run.id, run.stage, run.status, run.created_at, run.rollout_evidence_links.length].join()
}
export function list(page: Answer<'/api/v1/disks', 'get', 200>): readonly string[] {
  return page.disks.map(disk => disk.id + disk.mount)
}
export function alarms(page: Answer<'/api/v1/alarms', 'get', 200>): readonly string[] {
  return page.alarms.map(alarm => alarm.id + alarm.severity + (alarm.board_id ?? 'no board'))
}
export function verified(page: Answer<'/api/v1/verifications', 'get', 200>): readonly string[] {
  return page.verifications.map(one => one.id + one.verdict + one.checks.length)
}
export function ask(answer: Answer<'/api/v1/gates/{name}', 'post', 200>): 'allow' | 'warn' | 'deny' {
  return answer.decision
}
export function registered(answer: Answer<'/api/v1/releases', 'post', 201>): string {
  return answer.release_id + answer.outcome
}
export function again(answer: Answer<'/api/v1/releases', 'post', 200>): string {
  return answer.release_id
}
export function made(answer: Answer<'/api/v1/tokens', 'post', 201>): string {
  return answer.token.id + (answer.secret ?? 'told before')
}
export function unchanged(answer: Answer<'/api/v1/gsd-runs/{run_id}', 'get', 304>): undefined {
  return answer
}
export function refusal({ code, detail, errors = [] }: Problem): string {
  return code + detail + errors.map(error => error.field + error.message).join()
}
type Create = NonNullable<paths['/api/v1/tokens']['post']['requestBody']>
export const create: Create['content']['application/json'] = { name: 'ci', kind: 'service', scopes: ['read'] }
// @ts-expect-error a token without a name is not one
export const nameless: Create['content']['application/json'] = { kind: 'service', scopes: ['read'] }
// @ts-expect-error a field that no run has
export const wrong = (run: Answer<'/api/v1/gsd-runs/{run_id}', 'get', 200>) => run.colour
`

t.test('types that are generated from the document fit a strict program', async t => {
  const app = await startWholeApp(t)
  const document = JSON.parse((await app.send('GET', '/openapi.json')).text)
  const folder = t.testdir({ 'program.ts': program })
  await writeFile(join(folder, 'decklog.ts'), astToString(await openapiTS(document)))
  const checked = ts.createProgram([join(folder, 'program.ts')], {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, types: [] },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    ...{
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      typeRoots: [join(packageRoot, 'none')],
    },
  })
  const faults = ts
    .getPreEmitDiagnostics(checked)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  t.strictSame(faults, [])
})
