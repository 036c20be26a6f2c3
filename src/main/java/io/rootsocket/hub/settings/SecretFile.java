package io.rootsocket.hub.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that lies in a file, as Docker and Kubernetes hand them out: {@code NAME_FILE} says where, instead of {@code
 * NAME}. What is wrong is told without anything of what the file holds.
 */
final class SecretFile {

    /** A secret is far shorter; a whole chain of certificates is not longer. */
    private static final int MAX_BYTES = 65_536;

    private SecretFile() {}

    /**
     * The secret that the environment names a file for; without the line's end that editors put after it.
     *
     * @param name the variable that would hold the secret itself
     * @throws HubConfigurationException if the secret itself is set too, or the file cannot be used
     */
    static Optional<String> secret(Map<String, String> environment, String name) {
        String variable = name + Variable.FILE;
        Optional<String> file = Optional.ofNullable(environment.get(variable)).filter(path -> !path.isBlank());
        if (file.isPresent() && !environment.getOrDefault(name, "").isBlank()) {
            throw new HubConfigurationException(
                    "Both %s and %s are set, and only one of them can count. Unset the other."
                            .formatted(name, variable));
        }
        return file.map(path -> read(variable, path));
    }

    /**
     * Whether what {@code NAME_FILE} holds is a path for certain. Who took it for {@code NAME} has written the secret itself
     * there, and a secret may have a slash in it.
     */
    private static boolean isPath(String value) {
        try {
            Path path = Path.of(value.strip());
            Path folder = path.getParent();
            return Files.exists(path)
                    || folder != null
                            && folder.getFileName() != null
                            && (path.isAbsolute() || Files.isDirectory(folder));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What may be shown of {@code NAME_FILE}. */
    static Optional<String> shown(String value) {
        return Optional.of(value).filter(SecretFile::isPath);
    }

    private static String read(String variable, String path) {
        byte[] content = bytes(variable, path);
        if (content.length > MAX_BYTES) {
            throw unusable(variable, path, "is larger than %,d bytes".formatted(MAX_BYTES), null);
        }
        String secret =
                text(variable, path, content).replaceFirst("^\uFEFF", "").replaceFirst("[\r\n]+$", "");
        if (secret.isBlank()) {
            throw unusable(variable, path, "is empty", null);
        }
        return secret;
    }

    private static byte[] bytes(String variable, String path) {
        try (InputStream file = Files.newInputStream(Path.of(path.strip()))) {
            return file.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw unusable(variable, path, "is not there", e);
        } catch (IOException | InvalidPathException e) {
            throw unusable(variable, path, "cannot be read", e);
        }
    }

    private static String text(String variable, String path, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable(variable, path, "is not text in UTF-8", e);
        }
    }

    private static HubConfigurationException unusable(
            String variable, String path, String why, @Nullable Exception cause) {
        String message = shown(path)
                .map(file -> "%s names the file %s, which %s. Put the secret alone into it, for this user to read."
                        .formatted(variable, file, why))
                .orElseGet(() ->
                        ("%s is no path of a file that can be read. It is not shown here, as it may be the secret itself. Set it"
                                        + " to the whole path of a file that holds the secret alone.")
                                .formatted(variable));
        // With --debug it would say the name.
        return cause == null || shown(path).isEmpty()
                ? new HubConfigurationException(message)
                : new HubConfigurationException(message, cause);
    }
}
