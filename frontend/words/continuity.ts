const reasons: Readonly<Record<string, string>> = {
  awaiting_first_heartbeat: 'its first heartbeat is awaited',
  healthy: 'it beats in time',
  runtime_activity_recent: 'its session was active of late',
  heartbeat_stale: 'its heartbeat is late',
  heartbeat_missing: 'the first heartbeat has never come',
  progress_stalled: 'it beats, but its work stands still',
  job_failed: 'its work failed',
  runtime_unavailable: 'the runtime of the board cannot be asked',
  runtime_session_missing: 'the runtime has sessions, and it names none',
  runtime_session_unreachable: 'its session is not among those of the runtime',
  probe_failed: 'its probe fails',
  paused: 'it rests, as somebody said',
}

/** Why an agent stands as it does, in words. */
export function reasonOf(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('_', ' ')
}
