package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.routes.graph.Branch.Way;
import io.rootsocket.hub.routes.graph.Drawing.Box;
import io.rootsocket.hub.routes.graph.Drawing.Frame;
import io.rootsocket.hub.routes.graph.Drawing.Label;
import io.rootsocket.hub.routes.graph.Drawing.Line;
import io.rootsocket.hub.routes.graph.Drawing.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one route from the top down. Steps stand below each other on an axis; a step with branches is a frame, in which
 * they stand side by side and come together again at its end. As routes are trees, nothing ever crosses.
 */
final class RouteLayout {

    private static final double GAP = 26;
    private static final double TAIL = 14;
    private static final double SIDE = 18;
    private static final double PAD = 12;
    private static final double LABEL = 18;

    private final Drawing drawing = new Drawing();

    private RouteLayout() {}

    /** How large something is, and where its axis is, from its left. */
    private record Size(double width, double height, double axis) {}

    /** Something that can be drawn at a place once its size is known. */
    private interface Block {

        Size size();

        /** @param goesOn whether something comes after it */
        void draw(double x, double y, boolean goesOn);

        /** How far above its lower edge messages leave it. */
        default double exit() {
            return 0;
        }

        /** Whether no message leaves it at its end. */
        default boolean ends() {
            return false;
        }
    }

    static Drawing of(RouteOutline outline) {
        var layout = new RouteLayout();
        var all = new ArrayList<Block>();
        all.add(layout.new Leaf(outline.from()));
        outline.steps().forEach(step -> all.add(layout.block(step)));
        Block main = layout.new Chain(all);
        main.draw(PAD, PAD, false);
        double x = PAD + main.size().width() + 2 * SIDE;
        for (Branch handler : outline.handlers()) {
            Block block =
                    layout.new Fork(handlerStep(handler), List.of(new Branch(handler.way(), "", handler.steps())));
            block.draw(x, PAD, false);
            x += block.size().width() + SIDE;
        }
        return layout.drawing;
    }

    private static RouteStep handlerStep(Branch handler) {
        String keyword = handler.way() == Way.FAILURE ? "onException" : "onCompletion";
        return new RouteStep(
                keyword, handler.label(), Optional.empty(), 0, Optional.empty(), Optional.empty(), List.of());
    }

    private Block block(RouteStep step) {
        if (step.branches().isEmpty()) {
            return new Leaf(step);
        }
        var branches = new ArrayList<>(step.branches());
        if (step.maySkip()) {
            branches.add(new Branch(Way.CASE, "otherwise", List.of()));
        }
        return new Fork(step, branches);
    }

    private void line(String style, boolean arrow, Point... points) {
        drawing.add(new Line(List.of(points), style, false, arrow));
    }

    /** A box. */
    private final class Leaf implements Block {

        private final RouteStep step;

        Leaf(RouteStep step) {
            this.step = step;
        }

        @Override
        public Size size() {
            double width = Drawing.width(step.label(), step.detail());
            return new Size(
                    width, Drawing.BOX_HEIGHT + (step.detail().isPresent() ? Drawing.DETAIL_HEIGHT : 0), width / 2);
        }

        @Override
        public void draw(double x, double y, boolean goesOn) {
            Size size = size();
            drawing.add(new Box(
                    x,
                    y,
                    size.width(),
                    size.height(),
                    StepStyle.of(step),
                    Drawing.cut(step.label()),
                    step.detail().map(Drawing::cut),
                    step.sentence() + (step.line() > 0 ? "  (line " + step.line() + ")" : ""),
                    Optional.empty()));
        }

        @Override
        public boolean ends() {
            return step.ends();
        }
    }

    /** Blocks below each other. */
    private final class Chain implements Block {

        private final List<Block> blocks;
        private final Size size;

        Chain(List<Block> blocks) {
            this.blocks = blocks;
            double left = 0;
            double right = 0;
            double height = Math.max(0, blocks.size() - 1) * GAP;
            for (Block block : blocks) {
                left = Math.max(left, block.size().axis());
                right = Math.max(right, block.size().width() - block.size().axis());
                height += block.size().height();
            }
            size = new Size(left + right, height, left);
        }

        @Override
        public Size size() {
            return size;
        }

        @Override
        public void draw(double x, double y, boolean goesOn) {
            double axis = x + size.axis();
            double top = y;
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                block.draw(axis - block.size().axis(), top, goesOn || i + 1 < blocks.size());
                top += block.size().height();
                if (i + 1 < blocks.size() && !block.ends()) {
                    line("flow", true, new Point(axis, top - block.exit()), new Point(axis, top + GAP));
                }
                top += GAP;
            }
        }

        @Override
        public double exit() {
            return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).exit();
        }

        @Override
        public boolean ends() {
            return !blocks.isEmpty() && blocks.get(blocks.size() - 1).ends();
        }
    }

    /** A step with its branches in a frame. */
    private final class Fork implements Block {

        private final Leaf head;
        private final List<Branch> branches;
        private final List<Chain> chains;
        private final double label;
        private final double columnsAxis;
        private final Size size;

        Fork(RouteStep step, List<Branch> branches) {
            this.head = new Leaf(step);
            this.branches = branches;
            this.chains = branches.stream()
                    .map(branch -> new Chain(
                            branch.steps().stream().map(RouteLayout.this::block).toList()))
                    .toList();
            this.label = branches.stream().allMatch(branch -> branch.label().isEmpty()) ? 0 : LABEL;
            double columns = SIDE * (branches.size() - 1);
            double height = 0;
            for (int i = 0; i < branches.size(); i++) {
                columns += width(i);
                height = Math.max(height, chains.get(i).size().height());
            }
            double half = head.size().width() / 2;
            columnsAxis = columnsAxis(columns);
            double axis = Math.max(columnsAxis, half);
            double right = Math.max(columns - columnsAxis, half);
            size = new Size(
                    axis + right + 2 * PAD, head.size().height() + GAP + label + height + TAIL + PAD, axis + PAD);
        }

        /** Of an odd number of columns that of the one in the middle, so that the line to it is straight. */
        private double columnsAxis(double columns) {
            if (branches.size() % 2 == 0) {
                return columns / 2;
            }
            double left = 0;
            for (int i = 0; i < branches.size() / 2; i++) {
                left += width(i) + SIDE;
            }
            return left + chains.get(branches.size() / 2).size().axis();
        }

        private double width(int branch) {
            Size chain = chains.get(branch).size();
            return Math.max(
                    chain.width(),
                    chain.axis() + Drawing.width(branches.get(branch).label()) + 12);
        }

        @Override
        public Size size() {
            return size;
        }

        @Override
        public void draw(double x, double y, boolean goesOn) {
            drawing.add(new Frame(
                    x,
                    y + head.size().height() / 2,
                    size.width(),
                    size.height() - head.size().height() / 2));
            double axis = x + size.axis();
            head.draw(axis - head.size().width() / 2, y, true);
            double top = y + head.size().height();
            double left = axis - columnsAxis;
            for (int i = 0; i < branches.size(); i++) {
                double column = left + chains.get(i).size().axis();
                branch(i, axis, column, top, y + size.height() - PAD, goesOn);
                left += width(i) + SIDE;
            }
        }

        @Override
        public double exit() {
            return PAD;
        }

        private void branch(int i, double axis, double column, double top, double bottom, boolean goesOn) {
            Chain chain = chains.get(i);
            Branch branch = branches.get(i);
            String style = branch.way() == Way.FAILURE ? "flow failure" : "flow";
            double turn = top + GAP / 2;
            double begin = top + GAP + label;
            double end = begin + chain.size().height();
            boolean empty = chain.blocks.isEmpty();
            line(
                    style,
                    !empty,
                    new Point(axis, top),
                    new Point(axis, turn),
                    new Point(column, turn),
                    new Point(column, empty ? bottom : begin));
            if (!branch.label().isEmpty()) {
                drawing.add(new Label(column + 6, top + GAP + 8, Drawing.cut(branch.label())));
            }
            chain.draw(column - chain.size().axis(), begin, goesOn);
            if (!goesOn) {
                return;
            }
            if (empty) {
                line(style, false, new Point(column, bottom), new Point(axis, bottom));
            } else if (!chain.ends() && !ends()) {
                line(
                        style,
                        false,
                        new Point(column, end - chain.exit()),
                        new Point(column, bottom),
                        new Point(axis, bottom));
            }
        }

        @Override
        public boolean ends() {
            return head.step.keyword().startsWith("on") || chains.stream().allMatch(Chain::ends);
        }
    }
}
