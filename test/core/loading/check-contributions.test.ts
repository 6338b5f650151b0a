import t from 'tap'
import { coreCommands } from '../../../core/cli/core-commands.ts'
import { coreWords } from '../../../core/loading/check-contributions.ts'

t.test('keeps the words of core’s own commands, all of them', async t => {
  const words = coreCommands.map(({ name }) => name.split(' ')[0])
  t.strictSame(
    words.filter(word => !coreWords.includes(String(word))),
    [],
  )
})
