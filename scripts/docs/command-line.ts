import { asOfOption, type CliOption, type CoreCommand } from '../../core/cli/command.ts'
import { table } from './table.ts'

/** The reference of every command. */
export function commandLinePage(commands: readonly CoreCommand[]): string {
  return [
    `# Command line

\`npm run --silent decklog -- <command>\` in a checkout; \`decklog <command>\` where the package is installed. Every command takes
\`--config <file>\`, \`--json\` and \`--help\`; those that ask a running Decklog take \`--url\` (\`DECKLOG_URL\`) and \`--token\`
(\`DECKLOG_TOKEN\`). Errors are one line on standard error. Exit codes: 0 done, 1 something is wrong, 2 wrong usage or it cannot run;
checks: 0 ok, 1 warning, 2 critical, 3 unknown.
`,
    ...commands.map(section),
  ].join('\n')
}

function section(command: CoreCommand): string {
  const inputs: readonly CliOption[] = [...(command.arguments ?? []), ...(command.options ?? [])]
  const asOf = command.asOf ? [asOfOption] : []
  const rows = [...inputs, ...asOf].map(({ syntax, summary, takes }) => [
    `\`${syntax}\``,
    takes === 'many' ? `${summary}; may be given several times` : summary,
  ])
  return [
    `## decklog ${command.name}\n`,
    `${sentence(command.summary)}\n`,
    ...(rows.length > 0 ? [`${table(['given', 'meaning'], rows)}\n`] : []),
    ...(command.examples.length > 0 ? [`\`\`\`sh\n${command.examples.join('\n')}\n\`\`\`\n`] : []),
  ].join('\n')
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
