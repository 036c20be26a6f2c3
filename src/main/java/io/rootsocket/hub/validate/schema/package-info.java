/**
 * Camel's YAML schema, and a file that does not keep to it: what was meant, in words.
 *
 * <p>Start at {@link io.rootsocket.hub.validate.schema.SchemaCheck}; {@link
 * io.rootsocket.hub.validate.schema.EditorSchema} is the same schema for editors. May import {@code routes.finding},
 * {@code routes.yaml}, {@code protocol} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.validate.schema;

import org.jspecify.annotations.NullMarked;
