-- Counts the messages that RootSocket has. One that died is not counted until it is replayed and delivered.
alter table hub_occurrence rename column settled to delivered;
