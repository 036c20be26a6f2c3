-- Schedules go by the id of the route in its file. What earlier versions called them, by a running number of Camel's or by
-- a place in the file, is needed for as long as messages are on their way that know the old name.
create table hub_former_name
(
  former     varchar(200)             not null primary key,
  route      varchar(200)             not null,
  carried_at timestamp(3) with time zone not null
);
