-- Each fire changes its trigger three times, and its entry among the fired ones twice. Of the indexes that Quartz's own
-- script makes for them, these serve no statement that the hub runs, and cost a write each time.
drop index IDX_QRTZ_T_JG;
drop index IDX_QRTZ_T_C;
drop index IDX_QRTZ_T_G;
drop index IDX_QRTZ_T_STATE;
drop index IDX_QRTZ_T_N_STATE;
drop index IDX_QRTZ_T_N_G_STATE;
drop index IDX_QRTZ_T_NEXT_FIRE_TIME;
drop index IDX_QRTZ_T_NFT_MISFIRE;
drop index IDX_QRTZ_T_NFT_ST_MISFIRE;
drop index IDX_QRTZ_T_NFT_ST_MISFIRE_GRP;
drop index IDX_QRTZ_FT_INST_JOB_REQ_RCVRY;
drop index IDX_QRTZ_FT_JG;
drop index IDX_QRTZ_FT_T_G;
drop index IDX_QRTZ_FT_TG;
