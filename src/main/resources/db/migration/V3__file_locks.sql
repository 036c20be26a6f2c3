-- Which node has which file in hand; Camel's table, with room for long paths.
create table CAMEL_MESSAGEPROCESSED
(
  processorName varchar(255)  not null,
  messageId     varchar(1000) not null,
  createdAt     timestamp     not null,
  primary key (processorName, messageId)
);
