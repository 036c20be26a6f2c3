package io.rootsocket.hub.validate;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An expression as it stands in a file.
 *
 * @param language its language, such as {@code simple}
 * @param text the expression
 * @param node where it is
 * @param predicate whether it must be true or false
 */
record ExpressionUse(String language, String text, Node node, boolean predicate) {}
