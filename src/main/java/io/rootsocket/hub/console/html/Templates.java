package io.rootsocket.hub.console.html;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.Printable;
import io.rootsocket.hub.text.RelativeTime;
import io.rootsocket.hub.text.TimeText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes pages as HTML. Whatever a template says in {@code ${…}} is escaped; no template can call into the hub. Loaded with
 * the first page. Safe for threads.
 */
final class Templates {

    /** Each stands beside the page that it is of. */
    private static final String FOLDER = "/io/rootsocket/hub/console/pages";

    private static final class Loaded {
        static final Configuration CONFIGURATION = configuration();
    }

    private Templates() {}

    private static Configuration configuration() {
        var configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, FOLDER));
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
        configuration.setObjectWrapper(new TemplateValues());
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setLocalizedLookup(false);
        configuration.setLocale(Locale.ENGLISH);
        configuration.setNumberFormat("computer");
        configuration.setURLEscapingCharset("UTF-8");
        configuration.setDefaultEncoding("UTF-8");
        return configuration;
    }

    /**
     * A page.
     *
     * @param values what the template knows by name
     * @param now what {@code 2 h ago} counts from
     * @param zone where a time is told that has no zone of its own
     */
    static String write(String template, Map<String, Object> values, Instant now, ZoneId zone) {
        var all = new HashMap<>(values);
        all.put("moment", moments(now, zone));
        all.put("oneLine", (TemplateMethodModelEx)
                given -> Printable.line(given.get(0).toString()));
        all.put("lines", (TemplateMethodModelEx)
                given -> Printable.lines(given.get(0).toString()));
        all.put("counted", counted());
        var page = new StringWriter(16_384);
        try {
            Loaded.CONFIGURATION.getTemplate(template + ".ftlh").process(all, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return page.toString();
    }

    /** A time as a reader wants it. */
    private record Moment(String away, String local, String zone, String utc, String iso) {}

    private static TemplateMethodModelEx moments(Instant now, ZoneId zone) {
        return given -> {
            Instant instant = Instant.parse(given.get(0).toString());
            String own = given.size() > 1 ? given.get(1).toString() : "";
            ZoneId told = own.isEmpty() ? zone : ZoneId.of(own);
            return new Moment(
                    RelativeTime.of(instant, now),
                    TimeText.of(instant, told),
                    told.getId(),
                    TimeText.of(instant, ZoneOffset.UTC).replaceAll("\\+00$", " UTC"),
                    instant.toString());
        };
    }

    /** {@code counted(2, "message")}. */
    private static TemplateMethodModelEx counted() {
        return given ->
                Counted.of(Long.parseLong(given.get(0).toString()), given.get(1).toString());
    }
}
