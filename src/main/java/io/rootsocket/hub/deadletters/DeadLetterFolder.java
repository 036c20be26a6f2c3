package io.rootsocket.hub.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one JSON file for each dead letter, for the time when the broker cannot be reached. Safe to share
 * between threads.
 *
 * <p>A letter that {@link #write} has returned for is on disk and survives a crash.
 */
public final class DeadLetterFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFolder.class);

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
        byte[] json = DeadLetterJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(letter);
        PrivateFiles.replace(file, json);
        return file;
    }

    /**
     * Moves the letters into the broker, now that it can be reached. A file that is none is named, and stays; those after
     * it are moved all the same.
     *
     * @return how many
     * @throws IOException if the folder cannot be read, or a letter that was moved cannot be deleted
     * @throws BrokerException if the broker does not take one; it stays, as do those after it
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
        int moved = 0;
        for (Path file : letters) {
            Optional<DeadLetter> letter = read(file);
            if (letter.isPresent()) {
                deadLetters.keep(letter.get());
                Files.delete(file);
                moved++;
            }
        }
        return moved;
    }

    private static Optional<DeadLetter> read(Path file) {
        try {
            DeadLetter letter = DeadLetterJson.MAPPER.readValue(file.toFile(), DeadLetter.class);
            if (letter != null && letter.isWhole()) {
                return Optional.of(letter);
            }
            sayDamaged(file, "something is missing in it");
        } catch (IOException | RuntimeException e) {
            sayDamaged(file, e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString());
        }
        return Optional.empty();
    }

    private static void sayDamaged(Path file, String why) {
        LOG.error(
                "{} is no dead letter ({}). It stays there, and all others can be listed and replayed. Repair it, or move it away.",
                file,
                why.replaceAll("\\s+", " "));
    }

    private static String fileSafe(String name) {
        return name.replaceAll("[^a-zA-Z0-9._-]", "_");
    }
}
