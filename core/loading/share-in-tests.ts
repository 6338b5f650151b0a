import { shareModules } from './share-modules.ts'

// Imported before the tests of an extension: their `decklog` is this one, and their folder is the one they run in.
shareModules([process.cwd()])
