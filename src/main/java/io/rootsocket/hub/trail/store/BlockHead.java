package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.BlockName;

/** Where a block is: in the spool (part 0) or in a part of the database. */
record BlockHead(int part, BlockName name) {

    static final int SPOOL = 0;

    boolean isInSpool() {
        return part == SPOOL;
    }
}
