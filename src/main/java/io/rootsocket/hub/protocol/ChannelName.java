package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a channel: 1 to 100 characters out of {@code a-z}, {@code A-Z}, {@code 0-9} and {@code .}.
 *
 * <p>RootSocket's Architecture page documents {@code ^[a-zA-Z0-9.]{0,100}$}. An empty name matches that pattern
 * but addresses nobody, so it is refused here.
 *
 * @param value the name as it is written on the wire
 */
public record ChannelName(@JsonValue String value) {

    /** The most characters that a name may have. */
    public static final int MAX_LENGTH = 100;

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9.]");

    /**
     * @throws InvalidChannelNameException if the name is empty, too long or has a character that is not allowed
     */
    @JsonCreator
    public ChannelName {
        if (value.isEmpty()) {
            throw new InvalidChannelNameException("The channel name is empty. Name the channel to send to.");
        }
        var notAllowed = NOT_ALLOWED.matcher(value);
        if (notAllowed.find()) {
            throw new InvalidChannelNameException("Channel `%s` has the character `%s` at position %d. "
                            .formatted(shortened(value), notAllowed.group(), notAllowed.start() + 1)
                    + "Only letters a-z and A-Z, digits and `.` are allowed." + suggestion(value));
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidChannelNameException("Channel `%s` is %d characters long. At most %d are allowed."
                    .formatted(shortened(value), value.length(), MAX_LENGTH));
        }
    }

    private static String suggestion(String value) {
        String candidate = NOT_ALLOWED.matcher(value.strip()).replaceAll(".");
        boolean usable = candidate.length() <= MAX_LENGTH && candidate.chars().anyMatch(Character::isLetterOrDigit);
        return usable ? " Did you mean `%s`?".formatted(candidate) : "";
    }

    private static String shortened(String value) {
        return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "…";
    }

    @Override
    public String toString() {
        return value;
    }
}
