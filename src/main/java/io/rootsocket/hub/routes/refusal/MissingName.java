package io.rootsocket.hub.routes.refusal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of a class, a bean or a value that a route names that there is none, or none that fits, and what to do. */
final class MissingName {

    private MissingName() {}

    static Explanation notOnBoard(NotOnBoard what, String... words) {
        return new Explanation(what.message(), what.suggestion(), List.of(words));
    }

    static Explanation noClass(String name) {
        return new Explanation(
                "There is no class `%s`.".formatted(name),
                Optional.of(
                        name.contains(".")
                                ? "Put its jar into ext/, or correct the name."
                                : "Write its whole name%s."
                                        .formatted(whole(name)
                                                .map(", such as %s"::formatted)
                                                .orElse(""))),
                List.of(name));
    }

    private static Optional<String> whole(String name) {
        return Stream.of("java.lang.", "java.io.", "java.util.", "java.net.", "java.sql.", "org.apache.camel.")
                .map(packages -> packages + name)
                .filter(known -> {
                    try {
                        Class.forName(known, false, MissingName.class.getClassLoader());
                        return true;
                    } catch (ClassNotFoundException | LinkageError none) {
                        return false;
                    }
                })
                .findFirst();
    }

    static Explanation noBean(String written, Optional<String> type, LiveNames names) {
        String name = written.replaceFirst("^#(bean:)?", "");
        if (name.startsWith("class:")) {
            return noClass(name.substring("class:".length()).replaceFirst("[(#].*", ""));
        }
        if (name.startsWith("type:")) {
            return noClass(name.substring("type:".length()));
        }
        if (type.isPresent() && names.isBean(name)) {
            return new Explanation(
                    "The bean `%s` cannot be used here.".formatted(name),
                    Optional.of("Name one of the type %s.".formatted(type.get())),
                    List.of(name));
        }
        return new Explanation(
                "There is no bean `%s`.".formatted(name),
                Optional.of(type.map("Declare one under `beans`, of the type %s."::formatted)
                        .orElse("Declare it under `beans`.")),
                List.of(name));
    }

    static Explanation notOfType(String written, String type) {
        if (type.equals("Class")) {
            return noClass(written);
        }
        String wanted = switch (type) {
            case "Boolean" -> "true or false";
            case "Integer", "Long", "Short" -> "a whole number";
            case "Float", "Double" -> "a number";
            default -> "a " + type;
        };
        boolean setting = written.startsWith("{{");
        return new Explanation(
                "%s `%s` is not %s.".formatted(setting ? "The value of" : "The value", written, wanted),
                Optional.of(setting ? "Correct the setting or its default." : "Write %s.".formatted(wanted)),
                List.of(written));
    }

    static Explanation noBeanOfType(String type, Optional<FailedStep> step) {
        return new Explanation(
                "%s needs a bean of the type %s, and there is none."
                        .formatted(step.map(FailedStep::shown).orElse("This"), type),
                Optional.of("Declare one under `beans`."),
                List.of(type));
    }
}
