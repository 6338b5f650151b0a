create schema decklog_extensions;

comment on schema decklog_extensions is 'Tables and views of projections that come from extensions. Those of an extension that is no longer installed can be dropped, with their rows of projection_generations.';
