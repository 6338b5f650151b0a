/** How the routes of recovery are called about what is not there, for the test of every route. */
export function rowsOfRecovery(nobody: string) {
  return {
    'GET /api/v1/recoveries': { right: 200, other: 'the same' },
    'GET /api/v1/recoveries/{id}': {
      ...{ path: `/api/v1/recoveries/${nobody}`, right: 404, other: 404 },
    },
    'GET /api/v1/recovery-attempts': { right: 200, other: 'the same' },
    'GET /api/v1/recovery-policies': { right: 200, other: 'the same' },
    'GET /api/v1/recovery-rates': { right: 200, other: 'the same' },
    'POST /api/v1/recoveries/run': {
      ...{ body: { policy: 'none', subject: '/' }, right: 404, other: 404 },
    },
    'POST /api/v1/recoveries/{id}/approve': {
      ...{ path: `/api/v1/recoveries/${nobody}/approve`, body: { digest: 'a'.repeat(64) } },
      ...{ as: 'person', right: 404, other: 403 },
    },
    'POST /api/v1/recoveries/{id}/resume': {
      ...{ path: `/api/v1/recoveries/${nobody}/resume`, body: {}, right: 404, other: 404 },
    },
    'POST /api/v1/recovery-policies/{policy}/pause': {
      ...{ path: '/api/v1/recovery-policies/none/pause', body: { reason: 'A test.' } },
      ...{ right: 404, other: 404 },
    },
    'POST /api/v1/recovery-policies/{policy}/resume': {
      ...{ path: '/api/v1/recovery-policies/none/resume', body: {}, right: 404, other: 404 },
    },
  } as const
}
