export { createCheckCommand as default } from './answering/check-command.ts'
