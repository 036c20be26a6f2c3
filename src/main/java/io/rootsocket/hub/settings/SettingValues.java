package io.rootsocket.hub.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * What the settings of a folder's files are set to, so that a message tells their names instead: what was filled in is quoted
 * where it is wrong. Immutable.
 */
public final class SettingValues {

    /** A shorter value tells nobody anything. */
    private static final int LEAST = 4;

    /** A shorter one is looked for as a word of its own, or it would be found in the middle of others. */
    private static final int LONG = 8;

    private static final Pattern PLAIN = Pattern.compile("(?i)true|false|\\d{1,5}");

    private static final Pattern GUESS = Pattern.compile("\\s*Did you mean `[^`]*`\\?");

    private final List<Value> values;
    private final List<String> secrets;

    private SettingValues(List<Value> values) {
        this.values = List.copyOf(values);
        this.secrets = this.values.stream()
                .filter(value -> SettingNames.isSecret(value.name()))
                .map(Value::text)
                .toList();
    }

    private record Value(String name, String text) {

        String hiddenIn(String message) {
            String shown = "{{%s}}".formatted(name);
            if (!message.contains(text) || text.length() >= LONG || SettingNames.isSecret(name)) {
                return message.replace(text, shown);
            }
            return Pattern.compile("(?<![A-Za-z0-9])%s(?![A-Za-z0-9])".formatted(Pattern.quote(text)))
                    .matcher(message)
                    .replaceAll(Matcher.quoteReplacement(shown));
        }
    }

    /**
     * @param settings what {@code application.properties} says
     * @param camel knows those that come from elsewhere
     */
    public static SettingValues of(SettingNames asked, Properties settings, CamelContext camel) {
        var names = new TreeSet<>(asked.names());
        names.addAll(settings.stringPropertyNames());
        var values = new ArrayList<Value>();
        for (String name : names) {
            Optional.ofNullable(settings.getProperty(name)).ifPresent(text -> add(values, name, text));
            found(camel, name).ifPresent(text -> add(values, name, text));
        }
        values.sort(Comparator.comparing((Value value) -> value.text().length()).reversed());
        return new SettingValues(values);
    }

    /** Makes them the ones that no message of a running context quotes. */
    public void use(CamelContext camel) {
        camel.getCamelContextExtension().addContextPlugin(SettingValues.class, this);
    }

    /** A message about what runs in a context, with the names of its settings in place of their values. */
    public static String hidden(CamelContext camel, String message) {
        SettingValues used = camel.getCamelContextExtension().getContextPlugin(SettingValues.class);
        return used == null ? message : used.hiddenIn(message);
    }

    /** The values that are secrets in a running context; the same list until its settings change. */
    public static List<String> secrets(CamelContext camel) {
        SettingValues used = camel.getCamelContextExtension().getContextPlugin(SettingValues.class);
        return used == null ? List.of() : used.secrets;
    }

    private static void add(List<Value> values, String name, String text) {
        if (text.length() >= LEAST && !PLAIN.matcher(text).matches()) {
            values.add(new Value(name, text));
        }
    }

    private static Optional<String> found(CamelContext camel, String name) {
        try {
            return camel.getPropertiesComponent().resolveProperty(name);
        } catch (RuntimeException unusable) {
            return Optional.empty();
        }
    }

    /** The message with {@code {{name}}} in place of each value, and without a guess that is made of one. */
    public String hiddenIn(String message) {
        String hidden = message;
        for (Value value : values) {
            hidden = value.hiddenIn(hidden);
        }
        return hidden.equals(message) ? message : GUESS.matcher(hidden).replaceAll("");
    }
}
