package io.rootsocket.hub.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Secrets whose characters mean something to Camel, to a URI or to a file of properties. */
public final class OddSecrets {

    private OddSecrets() {}

    /** One a line; the words in angle brackets stand for what a line cannot hold. */
    public static List<String> all() {
        try (var in = Objects.requireNonNull(OddSecrets.class.getResourceAsStream("/secrets/odd.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("<newline>", "\n")
                            .replace("<tab>", "\t")
                            .replace("<space>", " "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
