import { auditCopyLog } from './audit-copy-log.ts'
import { auditExplain } from './audit-explain.ts'
import { auditKeys } from './audit-keys.ts'
import { auditCheckProof, auditProve } from './audit-prove.ts'
import { auditVerify } from './audit-verify.ts'
import type { CoreCommand } from './command.ts'

/** Commands by which it is proved what was recorded, and that nothing of it was altered. */
export const auditCommands: readonly CoreCommand[] = [
  auditVerify,
  auditExplain,
  auditProve,
  auditCheckProof,
  auditCopyLog,
  ...auditKeys,
]
