-- What was seen last, so that only what has changed goes on: by who asks (a route and what it compares) and by item.
create table hub_last_seen
(
  name          varchar(200)                not null,
  item          varchar(200)                not null,
  fingerprint   varchar(64),
  note          varchar(2000),
  changes       bigint                      not null,
  -- Who is at work on it; without an end, who was and did not finish.
  claimed_by    varchar(64),
  pending       varchar(64),
  claimed_until timestamp(3) with time zone,
  seen_at       timestamp with time zone    not null,
  primary key (name, item)
);
create index hub_last_seen_by_age on hub_last_seen (name, seen_at);
