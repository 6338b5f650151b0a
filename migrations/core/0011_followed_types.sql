alter table projection_generations add column event_types text[];

comment on column projection_generations.event_types is 'The event types that the table was begun with, where its projection follows those of whatever guards there are; null: of all others.';
