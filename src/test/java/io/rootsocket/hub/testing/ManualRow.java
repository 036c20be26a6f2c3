package io.rootsocket.hub.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a test shows a row of the manual: of the table <i>What happens when…</i> on the page about delivery, or of the
 * attacks on the page about security. The value is the row's first cell, word for word; several are several rows. A test
 * holds the two together, so that no row is without its test.
 */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ManualRow {

    String[] value();
}
