import { resolve } from 'node:path'
import { copyLog } from '../auditing/sealing/copy-log.ts'
import { originOf } from '../auditing/sealing/seal-keys.ts'
import { logNames } from '../auditing/sealing/seal-scope.ts'
import { createSealedLog } from '../auditing/sealing/sealed-log.ts'
import type { CoreCommand } from './command.ts'
import { createProgress } from './progress.ts'
import { withSealed } from './with-sealed.ts'

/** `decklog audit copy-log` */
export const auditCopyLog: CoreCommand = {
  name: 'audit copy-log',
  summary:
    'write the logs into a folder, in the layout of C2SP tlog-tiles; again, it adds what is new',
  calls: 'nothing',
  arguments: [{ syntax: '<folder>', summary: 'folder to write, made when it is not there' }],
  examples: ['decklog audit copy-log logs'],
  async run(context) {
    const { options, print, cwd } = context
    const folder = resolve(cwd, String(options['folder']))
    const copied = await withSealed(await context.loadSettings(), context.warn, async place => {
      const sizes: { log: string; size: number }[] = []
      for (const name of logNames) {
        const bar = createProgress(name)
        const log = createSealedLog(place.database, originOf(place.base, name))
        const size = await copyLog(log, resolve(folder, name), (done, total) =>
          bar.update(done, total, 'entries'),
        ).finally(() => bar.end())
        sizes.push({ log: name, size })
      }
      return sizes
    })
    if (options['json']) print(JSON.stringify({ logs: copied }))
    else copied.forEach(({ log, size }) => print(`${log}: ${size} entries`))
    return 0
  },
}
