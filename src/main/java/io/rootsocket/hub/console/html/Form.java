package io.rootsocket.hub.console.html;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** What a person has filled in. */
public record Form(MultiMap fields) {

    private static final int MAX_NAME = 100;
    private static final int MAX_REASON = 90;

    /** One field; blank is nothing. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** One field that must be filled in. */
    public String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("Fill in `%s`.".formatted(name)));
    }

    /** All the fields of that name, such as the rows that are ticked. */
    public List<String> all(String name) {
        return fields.getAll(name);
    }

    /** Who does it, for the record. */
    public String by() {
        return line("by", MAX_NAME).orElse("console");
    }

    /** Why it is done, for the record. */
    public Optional<String> why() {
        return line("why", MAX_REASON);
    }

    /** Who and why, as one text for the record. */
    public String byAndWhy() {
        return by() + why().map(why -> " (%s)".formatted(why)).orElse("");
    }

    private Optional<String> line(String name, int max) {
        Optional<String> given = text(name);
        if (given.filter(text -> text.length() > max || text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw new IllegalArgumentException("`%s` must be one line of at most %d characters.".formatted(name, max));
        }
        return given;
    }
}
