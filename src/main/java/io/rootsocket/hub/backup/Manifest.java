package io.rootsocket.hub.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup says of itself, as JSON in the file of that name.
 *
 * @param format the number of the data folder's format
 * @param hub the version of the hub that made it
 * @param begun what was accepted before then is in it
 * @param elsewhere what of the hub is kept elsewhere, and so is not in it
 */
public record Manifest(int format, String hub, Instant begun, List<String> elsewhere) {

    static final String FILE = "backup.json";

    public Manifest {
        elsewhere = List.copyOf(elsewhere);
    }
}
