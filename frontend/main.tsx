import { render } from 'preact'
import { Frame } from './frame/frame.tsx'
import { startChanges } from './api/changes.ts'
import { startClock } from './state/clock.ts'
import { startKeys } from './state/keys.ts'
import { startPreferences } from './state/preferences.ts'
import { startRouting } from './state/route.ts'
import { startTitle } from './state/title.ts'

startPreferences()
startRouting()
startKeys()
startTitle()
startClock()
startChanges()
const root = document.getElementById('console')
if (root) render(<Frame />, root)
