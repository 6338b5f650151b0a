import { DecklogError } from '../errors.ts'
import {
  noSealFolder,
  readKeys,
  retireSealKey,
  rotateSealKeys,
  sealFolderOf,
} from '../auditing/sealing/seal-keys.ts'
import type { SignerKey, VerifierKey } from '../auditing/transparency/note.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { findInstance } from './instance.ts'

/** `decklog audit keys` */
const keys: CoreCommand = {
  name: 'audit keys',
  summary: 'show the public keys that sign the logs, newest first: give them to whoever verifies',
  calls: 'nothing',
  examples: ['decklog audit keys', 'decklog audit keys > keys.pub'],
  async run(context) {
    show(context, await readKeys(await folderOf(context)))
    return 0
  },
}

/** `decklog audit keys rotate` */
const rotate: CoreCommand = {
  name: 'audit keys rotate',
  summary: 'make a new key for each log; old and new both sign, until the old one is retired',
  calls: 'nothing',
  examples: ['decklog audit keys rotate'],
  async run(context) {
    const folder = await folderOf(context)
    const [newest] = await readKeys(folder)
    if (!newest)
      throw new DecklogError(
        'DECKLOG_NOT_FOUND',
        `There are no keys in ${folder}: nothing was sealed yet.`,
      )
    const base = newest.verifier.name.replace(/\/(?:decisions|observations)$/, '')
    show(context, await rotateSealKeys(folder, base))
    return 0
  },
}

/** `decklog audit keys retire` */
const retire: CoreCommand = {
  name: 'audit keys retire',
  summary: 'take a key away, once everybody who verifies has the new one',
  calls: 'nothing',
  arguments: [
    { syntax: '<id>', summary: 'the eight hex digits between the pluses of the public key' },
  ],
  examples: ['decklog audit keys retire 530d903a'],
  async run(context) {
    const id = String(context.options['id']).toLowerCase()
    show(context, [await retireSealKey(await folderOf(context), id)])
    return 0
  },
}

async function folderOf({ loadSettings, warn }: CoreContext): Promise<string> {
  const { settings } = await loadSettings()
  const { sealFolder, eventstoreUrl, databaseUrl, dataDir } = settings
  const isElsewhere = sealFolder !== undefined || (eventstoreUrl && databaseUrl)
  const holder = isElsewhere ? dataDir : (await findInstance(dataDir, warn)).dataDir
  const folder = sealFolderOf(settings, holder)
  if (folder !== undefined) return folder
  throw new DecklogError('DECKLOG_NOT_FOUND', `No keys are kept here: ${noSealFolder}.`)
}

function show({ options, print }: CoreContext, found: readonly SignerKey[]): void {
  const shown: readonly VerifierKey[] = found.map(({ verifier }) => verifier)
  if (options['json'])
    print(
      JSON.stringify({
        keys: shown.map(({ name, id, vkey }) => ({ origin: name, id, public_key: vkey })),
      }),
    )
  else shown.forEach(({ vkey }) => print(vkey))
}

/** Commands about the keys that sign the logs. */
export const auditKeys: readonly CoreCommand[] = [keys, rotate, retire]
