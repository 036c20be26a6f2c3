package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.settings.SettingNames;
import io.rootsocket.hub.text.Excerpt;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What in {@code application.properties} has no effect, so that a typing error does not pass for a setting. */
final class UnusedSettings {

    /** What Camel itself reads, and only when it starts. */
    private static final String OF_CAMEL = "camel.";

    private UnusedSettings() {}

    /** A sentence for each setting that no file of the folder asks for; never a value. */
    static List<String> of(FolderState state) {
        SettingNames asked = SettingNames.of(
                state.files().values().stream().map(SourceFile::text).toList());
        String routes = String.join(
                "\n",
                state.files().values().stream()
                        .filter(file -> !file.isProperties())
                        .map(SourceFile::text)
                        .toList());
        return names(state.properties())
                .filter(name -> !name.startsWith(OF_CAMEL) && !asked.names().contains(name) && !routes.contains(name))
                .map(name -> sentence(name, asked))
                .toList();
    }

    private static String sentence(String name, SettingNames asked) {
        return Excerpt.of("%s: No route asks for `%s`.%s"
                .formatted(
                        SourceFile.PROPERTIES,
                        name,
                        NearestWord.suggestion(name, asked.names())
                                .map(suggestion -> " " + suggestion)
                                .orElse("")));
    }

    /** A sentence for each setting of Camel's own that has changed since {@code before}. */
    static List<String> untilTheNextStart(Properties before, Properties after) {
        Predicate<String> changed = name -> !Objects.equals(before.getProperty(name), after.getProperty(name));
        return Stream.concat(names(before), names(after))
                .distinct()
                .filter(name -> name.startsWith(OF_CAMEL))
                .filter(changed)
                .map(name ->
                        Excerpt.of("%s: `%s` is read at the start only. Start the hub again for the change to count."
                                .formatted(SourceFile.PROPERTIES, name)))
                .toList();
    }

    private static Stream<String> names(Properties properties) {
        return properties.stringPropertyNames().stream().sorted();
    }
}
