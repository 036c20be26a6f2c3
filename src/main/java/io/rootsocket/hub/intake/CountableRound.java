package io.rootsocket.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.List;
import java.util.Locale;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** jq's {@code round}, which fails where the library's would make 9223372036854775807 of any number that is larger. */
final class CountableRound implements Function {

    private static final double TOO_LARGE = 0x1p63;

    @Override
    public void apply(
            Scope scope,
            List<Expression> none,
            JsonNode number,
            @Nullable Path path,
            PathOutput output,
            @Nullable Version version)
            throws JsonQueryException {
        if (!number.isNumber()) {
            throw new JsonQueryException("a number is needed to round, not a value of type %s"
                    .formatted(number.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        double value = number.doubleValue();
        // Not the other way round: what is no number is neither.
        if (!(Math.abs(value) < TOO_LARGE)) {
            throw new JsonQueryException("a number is too large to calculate with");
        }
        long rounded = value < 0 ? -Math.round(-value) : Math.round(value);
        output.emit(LongNode.valueOf(rounded), null);
    }
}
