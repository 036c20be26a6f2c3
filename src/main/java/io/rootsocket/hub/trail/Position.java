package io.rootsocket.hub.trail;

/**
 * Where in the trail a chain begins. Written as {@code begun.node.index}.
 *
 * @param block the block that it begins in
 * @param index which of the chains of that block, counted from the oldest
 */
public record Position(BlockName block, int index) {

    /** @throws IllegalArgumentException if it is none */
    public static Position of(String text) {
        int end = text.lastIndexOf('.');
        if (end > 0) {
            try {
                return new Position(BlockName.of(text.substring(0, end)), Integer.parseInt(text.substring(end + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("`%s` is no place in the trail.".formatted(text), e);
            }
        }
        throw new IllegalArgumentException("`%s` is no place in the trail.".formatted(text));
    }

    @Override
    public String toString() {
        return block + "." + index;
    }
}
