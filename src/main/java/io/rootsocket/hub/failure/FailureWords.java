package io.rootsocket.hub.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.util.ObjectHelper;

/**
 * What went wrong in the words of who noticed, for a person who need not know Java: what wraps another failure only to name
 * its class is passed over, of a class that is named all the same its last name is left, and the password of an address is not
 * shown.
 */
final class FailureWords {

    private static final Pattern CLASS =
            Pattern.compile("\\b(?:java|javax|jakarta|jdk|sun|org|com|io|net)\\.(?:\\w+\\.)+(?=[A-Z])");
    /** Camel's name of a message, which tells nobody anything. */
    private static final Pattern EXCHANGE = Pattern.compile("\\s*Exchange\\[[^\\]]*\\]\\.?");

    /** {@code https://user:password@host}. */
    private static final Pattern PASSWORD = Pattern.compile("(://[^/\\s:@]{0,200}:)[^/\\s@]{1,200}(?=@)");

    private FailureWords() {}

    static String of(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        ObjectHelper.createExceptionIterable(failure).forEach(causes::add);
        // The innermost comes first there.
        Collections.reverse(causes);
        return causes.stream()
                .map(FailureWords::message)
                .flatMap(Optional::stream)
                .filter(message -> !CLASS.matcher(message).find()
                        && !EXCHANGE.matcher(message).find())
                .findFirst()
                .or(() -> innermost(causes))
                .orElseGet(() -> "%s, without a message"
                        .formatted(causes.get(causes.size() - 1).getClass().getSimpleName()));
    }

    private static Optional<String> message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .filter(text -> !text.isBlank())
                .map(text -> PASSWORD.matcher(text).replaceAll("$1[redacted]"));
    }

    private static Optional<String> innermost(List<Throwable> causes) {
        return causes.stream()
                .map(FailureWords::message)
                .flatMap(Optional::stream)
                .reduce((outer, inner) -> inner)
                .map(message ->
                        CLASS.matcher(EXCHANGE.matcher(message).replaceAll("")).replaceAll(""));
    }
}
