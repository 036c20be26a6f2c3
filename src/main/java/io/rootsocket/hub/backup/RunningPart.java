package io.rootsocket.hub.backup;

import java.nio.file.Path;

/**
 * A part of what a hub keeps that is written to all the time, and can be copied as it is at one moment.
 *
 * @param place the file or folder where it is; the copy is about as large
 * @param copying how it is copied
 */
public record RunningPart(Path place, Copying copying) {

    /** Copies it. */
    @FunctionalInterface
    public interface Copying {

        /** @param folder what will be in the backup; the copy goes to where the part is in the data folder */
        void copyTo(Path folder) throws Exception;
    }
}
