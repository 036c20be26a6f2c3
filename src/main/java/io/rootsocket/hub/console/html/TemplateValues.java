package io.rootsocket.hub.console.html;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a template may see: texts, numbers, truths, lists, maps, the components of records, and what else there is as its
 * text. No method of any object can be called from a template.
 */
final class TemplateValues extends DefaultObjectWrapper {

    TemplateValues() {
        super(Configuration.VERSION_2_3_34);
    }

    @Override
    public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
        if (value instanceof Optional<?> optional) {
            return wrap(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? wrap(optional.getAsInt()) : null;
        }
        return super.wrap(value);
    }

    @Override
    protected TemplateModel handleUnknownType(Object value) {
        return value instanceof Record record ? new Components(record) : new SimpleScalar(text(value));
    }

    private static String text(Object value) {
        return value instanceof Instant instant
                ? instant.toString()
                : value instanceof ZoneId zone ? zone.getId() : value.toString();
    }

    /** The components of a record by their names; as a text it is what the record says of itself. */
    private final class Components implements TemplateHashModelEx, freemarker.template.TemplateScalarModel {

        private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
            @Override
            protected Map<String, Method> computeValue(Class<?> type) {
                var accessors = new LinkedHashMap<String, Method>();
                for (RecordComponent component : type.getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    accessors.put(component.getName(), component.getAccessor());
                }
                return accessors;
            }
        };

        private final Record record;

        private Components(Record record) {
            this.record = record;
        }

        @Override
        public @Nullable TemplateModel get(String name) throws TemplateModelException {
            Method accessor = accessors().get(name);
            if (accessor == null) {
                throw new TemplateModelException(
                        "%s has no `%s`".formatted(record.getClass().getSimpleName(), name));
            }
            try {
                return wrap(accessor.invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new TemplateModelException(name, e);
            }
        }

        private Map<String, Method> accessors() {
            return ACCESSORS.get(record.getClass());
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public int size() {
            return accessors().size();
        }

        @Override
        public TemplateCollectionModel keys() throws TemplateModelException {
            return (TemplateCollectionModel)
                    Objects.requireNonNull(wrap(accessors().keySet().iterator()));
        }

        @Override
        public TemplateCollectionModel values() {
            throw new UnsupportedOperationException("Name what you want of a record.");
        }

        @Override
        public String getAsString() {
            return record.toString();
        }
    }
}
