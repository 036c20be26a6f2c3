package io.rootsocket.hub.polling;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An item of a feed.
 *
 * @param id what tells it from all others
 * @param published when it was written, as an instant; empty if the feed does not say
 */
record FeedItem(String id, String title, String link, String text, String author, String published) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a feed, in any kind of RSS or Atom.
     *
     * @return the items, the oldest first
     * @throws FeedException if it is none
     */
    static List<FeedItem> read(byte[] feed, String contentType) throws IOException, FeedException {
        try (var reader = new XmlReader(new ByteArrayInputStream(feed), contentType, true)) {
            List<SyndEntry> entries =
                    new ArrayList<>(new SyndFeedInput().build(reader).getEntries());
            // Feeds begin with the latest; what has no time stays where it is.
            Collections.reverse(entries);
            if (entries.stream().allMatch(entry -> time(entry).isPresent())) {
                entries.sort(Comparator.comparing(entry -> time(entry).orElseThrow()));
            }
            return entries.stream().map(FeedItem::of).toList();
        }
    }

    private static FeedItem of(SyndEntry entry) {
        String id = Stream.of(entry.getUri(), entry.getLink(), entry.getTitle())
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("");
        return new FeedItem(
                id.strip(),
                text(entry.getTitle()),
                text(entry.getLink()),
                content(entry),
                text(entry.getAuthor()),
                time(entry).map(date -> date.toInstant().toString()).orElse(""));
    }

    private static String content(SyndEntry entry) {
        return Stream.concat(Stream.ofNullable(entry.getDescription()), entry.getContents().stream())
                .map(SyndContent::getValue)
                .filter(Objects::nonNull)
                .findFirst()
                .map(FeedItem::text)
                .orElse("");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static Optional<Date> time(SyndEntry entry) {
        return Stream.of(Optional.ofNullable(entry.getPublishedDate()), Optional.ofNullable(entry.getUpdatedDate()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What goes on. */
    String json() {
        ObjectNode item = JSON.createObjectNode();
        item.put("id", id).put("title", title).put("link", link).put("text", text);
        item.put("author", author).put("published", published);
        return item.toString();
    }
}
