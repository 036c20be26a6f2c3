package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.TrailSettings;

/** A PostgreSQL that several hubs share. */
final class SharedTrailDatabase implements TrailDatabase {

    private final Parts parts;
    private final TrailSettings settings;
    private volatile boolean prepared;

    SharedTrailDatabase(Parts parts, TrailSettings settings) {
        this.parts = parts;
        this.settings = settings;
    }

    @Override
    public Parts parts() {
        if (!prepared) {
            parts.prepare();
            prepared = true;
        }
        return parts;
    }

    @Override
    public long dropBeyond() {
        return parts().dropBeyond(settings.partsBytes());
    }

    @Override
    public void close() {
        prepared = false;
    }
}
