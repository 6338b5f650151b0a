import { answers, type CliCommand, DecklogError, readAnswer } from '../../../core/plugin-api.ts'

const done = answers.fields({ forgotten: answers.text, retired: answers.number })

/** The command `decklog boards forget`. */
export const forgetBoardCommand: CliCommand = {
  name: 'boards forget',
  summary: 'Forgets a board that does not come back, and retires its agents',
  arguments: [{ syntax: '<board>', summary: 'its id' }],
  options: [{ syntax: '--reason <text>', summary: 'why; it is recorded with who' }],
  examples: ['decklog boards forget 0197a1b2-… --reason "The team was dissolved"'],
  async run({ api, options, print }) {
    const { board, reason } = options
    if (typeof board !== 'string' || typeof reason !== 'string' || reason.trim() === '')
      throw new DecklogError('DECKLOG_VALIDATION', '--reason is missing.')
    const path = `/api/v1/boards/${encodeURIComponent(board)}/forget`
    const answer = readAnswer(await api.post(path, { reason }), done)
    const line = `${board} is forgotten, with ${answer.retired} agents.`
    print(options['json'] === true ? JSON.stringify(answer) : line)
    return 0
  },
}
