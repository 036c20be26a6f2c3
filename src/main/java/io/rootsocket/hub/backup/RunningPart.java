package io.rootsocket.hub.backup;

import java.nio.file.Path;

/** A part of what a hub keeps that is written to all the time, and can be copied as it is at one moment. */
@FunctionalInterface
public interface RunningPart {

    /**
     * Copies it.
     *
     * @param folder what will be in the backup; the copy goes to where the part is in the data folder
     */
    void copyTo(Path folder) throws Exception;
}
