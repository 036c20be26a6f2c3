package io.rootsocket.hub.reload;

import io.rootsocket.hub.reload.RunningRoutes.Entry;
import java.util.List;

/**
 * Changes of one file that are made at once, when all that runs of them is at rest.
 *
 * @param before what runs of them
 * @param held whether what enters the new routes waits until all of the file runs
 */
record Batch(FileSwap file, List<Change> changes, List<Entry> before, boolean held) {

    Batch {
        changes = List.copyOf(changes);
        before = List.copyOf(before);
    }
}
