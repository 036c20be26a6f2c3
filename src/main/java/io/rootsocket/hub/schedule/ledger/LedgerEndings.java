package io.rootsocket.hub.schedule.ledger;

import static io.rootsocket.hub.schedule.ledger.Ledger.at;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to the ledger how occurrences ended: first their routes, then the messages that these put into the outbox. Safe to
 * share between threads.
 */
public final class LedgerEndings {

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final String node;

    public LedgerEndings(DataSource database, String node) {
        this.database = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        this.node = node;
    }

    /** Records all of it in one transaction: what commits each row waits for the disk each time. */
    void write(Collection<Completion> completions, Collection<Settlement> settlements) {
        transaction.executeWithoutResult(status -> {
            complete(completions);
            settle(settlements);
        });
    }

    /**
     * Records how the routes of occurrences of this node ended; an occurrence that another node took over meanwhile is left
     * alone. What was delivered before its route ended is counted already. A route that failed stays so, whatever becomes of
     * its messages.
     */
    private void complete(Collection<Completion> completions) {
        database.batchUpdate(
                """
                update hub_occurrence set accepted = ?, detail = coalesce(?, detail), completed_at = ?,
                trouble = case when cast(? as varchar) = 'delivered' then trouble end,
                outcome = case when cast(? as varchar) = 'dropped' and delivered > 0 then 'delivered'
                  when cast(? as varchar) <> 'delivered' then cast(? as varchar)
                  when trouble is not null then trouble
                  when delivered < ? then 'accepted' else 'delivered' end
                where route = ? and scheduled_at = ? and outcome = 'running' and node = ?""",
                completions.stream()
                        .map(done -> new Object[] {
                            done.accepted(),
                            shortened(done.detail()),
                            at(done.at()),
                            done.outcome().toString(),
                            done.outcome().toString(),
                            done.outcome().toString(),
                            done.outcome().toString(),
                            done.accepted(),
                            done.occurrence().route(),
                            at(done.occurrence().scheduledAt()),
                            node
                        })
                        .toList());
    }

    /** Records what became of messages in the outbox, whichever node had put them there. */
    private void settle(Collection<Settlement> settlements) {
        settleDead(settlements.stream().filter(Settlement::isDead).toList());
        settleDelivered(
                settlements.stream().filter(settled -> !settled.isDead()).toList());
    }

    private void settleDead(List<Settlement> settlements) {
        database.batchUpdate(
                """
                update hub_occurrence set trouble = coalesce(trouble, cast(? as varchar)),
                detail = coalesce(?, detail), completed_at = ?,
                outcome = case when outcome = 'running' then outcome else coalesce(trouble, cast(? as varchar)) end
                where route = ? and scheduled_at = ? and (outcome in ('running', 'accepted', 'dropped') or outcome = trouble)""",
                settlements.stream()
                        .map(dead -> new Object[] {
                            String.valueOf(dead.trouble()),
                            shortened(dead.detail()),
                            at(dead.at()),
                            String.valueOf(dead.trouble()),
                            dead.occurrence().route(),
                            at(dead.occurrence().scheduledAt())
                        })
                        .toList());
    }

    private void settleDelivered(List<Settlement> settlements) {
        database.batchUpdate(
                """
                update hub_occurrence set delivered = delivered + 1, completed_at = ?,
                detail = case when outcome = trouble and delivered + 1 >= accepted
                  then 'Delivered after a replay.' else detail end,
                outcome = case when outcome <> 'running' and delivered + 1 >= accepted
                  then 'delivered' else outcome end
                where route = ? and scheduled_at = ? and (outcome in ('running', 'accepted', 'dropped') or outcome = trouble)""",
                settlements.stream()
                        .map(delivered -> new Object[] {
                            at(delivered.at()),
                            delivered.occurrence().route(),
                            at(delivered.occurrence().scheduledAt())
                        })
                        .toList());
    }

    /** Why may quote what somebody sent, and PostgreSQL holds no text with the character 0. */
    private static @Nullable String shortened(@Nullable String detail) {
        if (detail == null) {
            return null;
        }
        String text = detail.replace('\0', '\uFFFD');
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }
}
