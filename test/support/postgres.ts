import { randomUUID } from 'node:crypto'
import { codeOf } from '../../core/errors.ts'
import { administer } from '../../scripts/test/administer.ts'
import { templates } from '../../scripts/test/templates.ts'

/** The server that tests share; `scripts/test.ts` starts one and names it here. */
const testPostgresUrl =
  process.env['DECKLOG_TEST_POSTGRES_URL'] ??
  'postgres://postgres:postgres@127.0.0.1:55432/postgres'

/** What a test gives to have something closed at its end. */
export interface Teardown {
  teardown(handler: () => unknown): unknown
}

/**
 * Creates a database of the test's own and answers its URL; it is dropped when the test ends. It is empty, unless what migrates it first may find
 * that done: then it can be a copy that is `core`'s, or a `ledger` node's, already.
 */
export async function createTestDatabase(
  t: Teardown,
  of: 'nobody' | keyof typeof templates = 'nobody',
): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await (of === 'nobody' ? create(name) : copyOf(templates[of], name))
  t.teardown(() => drop(name))
  const url = new URL(testPostgresUrl)
  url.pathname = `/${name}`
  return url.href
}

// Copied as files: through the log of Postgres it is eight times the work.
async function create(name: string, template = 'template1'): Promise<void> {
  await administer(
    testPostgresUrl,
    `create database ${name} template ${template} strategy file_copy`,
  )
}

async function copyOf(template: string, name: string): Promise<void> {
  try {
    await create(name, template)
  } catch (error) {
    // A server that `scripts/test.ts` did not start has no templates.
    if (codeOf(error) !== '3D000') throw error
    await create(name)
  }
}

/** What has just been closed has a moment to be gone: whoever is cut off while they leave would fail the test. */
async function drop(name: string): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1)
    try {
      return await administer(testPostgresUrl, `drop database if exists ${name}`)
    } catch {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  await administer(testPostgresUrl, `drop database if exists ${name} with (force)`)
}

/** A role that may do no more than it is granted. Create it before its database, so that it goes after it. */
export async function createTestRole(t: Teardown): Promise<{
  readonly name: string
  /** The same database, as this role. */
  as(databaseUrl: string): string
}> {
  const name = `r_${randomUUID().replaceAll('-', '')}`
  await administer(testPostgresUrl, `create role ${name}`)
  t.teardown(() => administer(testPostgresUrl, `drop role if exists ${name}`))
  const as = (databaseUrl: string): string => {
    const url = new URL(databaseUrl)
    url.searchParams.set('options', `-c role=${name}`)
    return url.href.replaceAll('+', '%20')
  }
  return { name, as }
}

/** Runs statements with all rights in a database. */
export async function asSuperuser(databaseUrl: string, statements: string): Promise<void> {
  await administer(databaseUrl, statements)
}
