package io.rootsocket.hub.outbox;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with one JSON file for each dead letter, for the time when the broker cannot be reached. Safe to share between threads.
 *
 * <p>A letter that {@link #write} has returned for is on disk and survives a crash.
 */
public final class DeadLetterFolder {

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    public DeadLetterFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a letter.
     *
     * @return the file
     * @throws IOException if it could not be put on disk; nothing readable is left behind then
     */
    public Path write(DeadLetter letter) throws IOException {
        PrivateFiles.createFolder(folder);
        Path file = folder.resolve("%s-%s-%s.json"
                .formatted(FILE_TIME.format(letter.failedAt()), fileSafe(letter.route()), fileSafe(letter.id())));
        byte[] json = LetterJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(letter);
        PrivateFiles.replace(file, json);
        return file;
    }

    /**
     * Moves the letters into the broker, now that it can be reached.
     *
     * @return how many
     * @throws IOException if a letter cannot be read; it stays, as do those after it
     * @throws BrokerException if the broker does not take one; the same
     */
    public int moveTo(DeadLetters deadLetters) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        PrivateFiles.deleteUnfinished(folder);
        List<Path> letters;
        try (Stream<Path> files = Files.list(folder)) {
            letters = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path letter : letters) {
            deadLetters.keep(LetterJson.MAPPER.readValue(letter.toFile(), DeadLetter.class));
            Files.delete(letter);
        }
        return letters.size();
    }

    private static String fileSafe(String name) {
        return name.replaceAll("[^a-zA-Z0-9._-]", "_");
    }
}
