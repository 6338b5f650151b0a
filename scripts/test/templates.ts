/** Databases that are migrated once a run and copied from then on, by whose they are. */
export const templates = { core: 'decklog_test_core', ledger: 'decklog_test_ledger' } as const
