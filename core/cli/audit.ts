import { auditVerify } from './audit-verify.ts'
import type { CoreCommand } from './command.ts'

/** Commands by which it is shown what was recorded, and that nothing of it was altered. */
export const auditCommands: readonly CoreCommand[] = [auditVerify]
