package io.rootsocket.hub.changes;

class SeenInMemoryTest extends LastSeenContract {

    @Override
    LastSeen seen() {
        return new SeenInMemory();
    }
}
