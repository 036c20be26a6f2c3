package io.rootsocket.hub.files;

/**
 * Why a file is not read.
 *
 * @param line where in the file, from 1
 * @param message what is odd about it; nothing of what it holds
 * @param suggestion what to do
 */
public record OddFile(int line, String message, String suggestion) {

    /** {@code It is nested more than 100 deep. Write it flatter.}. */
    public String sentence() {
        return message + " " + suggestion;
    }
}
