import type { GuardSubject, GuardView, SubjectsQuery } from '../guard-view.ts'

const atOnce = 1_000

/** Reads the subjects of a guard that are wanted, page by page; each once, though a view of a plugin's own answer more than it was asked for. */
export async function* subjectPages(
  view: Pick<GuardView, 'subjects'>,
  wanted: Omit<SubjectsQuery, 'after' | 'limit'> = {},
): AsyncGenerator<readonly GuardSubject[]> {
  for (let after = ''; ;) {
    const from = after === '' ? {} : { after }
    const { subjects } = await view.subjects({ ...wanted, ...from, limit: atOnce })
    const page = subjects.filter(({ id }) => id > after)
    yield page
    const last = page.at(-1)
    if (!last || page.length < atOnce) return
    after = last.id
  }
}
