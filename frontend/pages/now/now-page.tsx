import { Page } from '../../parts/page.tsx'

/** `/`: what is not well, and then how all else stands. */
export function NowPage() {
  return <Page title="Now" />
}
