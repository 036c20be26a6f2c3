-- Of many triggers that are due together, the next ones are read in the index's own order: the earliest first, and of those
-- the most urgent. Without it all that are due are sorted again for each hundred.
drop index IDX_QRTZ_T_NFT_ST;
create index IDX_QRTZ_T_NFT_ST on QRTZ_TRIGGERS (SCHED_NAME, TRIGGER_STATE, NEXT_FIRE_TIME, PRIORITY desc);
