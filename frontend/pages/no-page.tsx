import { Page } from '../parts/page.tsx'
import { to } from '../state/route.ts'

/** An address that the console has no page for. */
export function NoPage() {
  return (
    <Page
      title="There is no page here"
      sentence={
        <>
          The address may be cut or old. <a href={to('/')}>See how things stand now.</a>
        </>
      }
    />
  )
}
