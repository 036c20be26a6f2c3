package io.rootsocket.hub.broker;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Who a JMS client says that it is to the embedded broker.
 *
 * @param user its name
 * @param password its secret
 */
public record BrokerLogin(String user, String password) {

    /** Unless another one is set. */
    public static final String USER = "client";

    private static final String FILE = "client-password";
    private static final int RANDOM_BYTES = 24;

    /**
     * The login of a broker's clients. A password that nobody has set is made up once and kept in the broker's folder,
     * for this user's eyes only.
     *
     * @param user what is set; empty: {@link #USER}
     * @param password what is set; empty: the broker's own
     * @throws BrokerException if the password cannot be kept
     */
    static BrokerLogin ofClients(Path broker, Optional<String> user, Optional<String> password) {
        return find(broker, user, password).orElseGet(() -> new BrokerLogin(user.orElse(USER), keep(broker)));
    }

    /**
     * The same without making one up.
     *
     * @return empty if none is set, and no hub has started on the folder yet
     * @throws BrokerException if what is kept cannot be read
     */
    public static Optional<BrokerLogin> find(Path broker, Optional<String> user, Optional<String> password) {
        return password.or(() -> kept(broker)).map(secret -> new BrokerLogin(user.orElse(USER), secret));
    }

    /** Where a password that nobody has set is kept, as one line. */
    public static Path file(Path broker) {
        return broker.resolve(FILE);
    }

    /** A login that nobody else can know. */
    static BrokerLogin unknown() {
        return new BrokerLogin(secret(), secret());
    }

    private static String secret() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<String> kept(Path broker) {
        try {
            // A file that a crash left empty counts as none.
            return Optional.of(Files.readString(file(broker)).strip()).filter(secret -> !secret.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new BrokerException(
                    "The password of the embedded broker's clients, %s, cannot be read: %s. Set HUB_BROKER_PASSWORD, or delete the file and start the hub anew."
                            .formatted(file(broker), e),
                    e);
        }
    }

    private static String keep(Path broker) {
        String secret = secret();
        Path file = file(broker);
        try {
            Files.createDirectories(broker);
            PrivateFiles.replace(file, (secret + "\n").getBytes(StandardCharsets.UTF_8));
            return secret;
        } catch (IOException e) {
            throw new BrokerException(
                    "The password of the embedded broker's clients cannot be kept in %s: %s. Make the folder writable, or set HUB_BROKER_PASSWORD."
                            .formatted(file, e),
                    e);
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "BrokerLogin[user=%s]".formatted(user);
    }
}
