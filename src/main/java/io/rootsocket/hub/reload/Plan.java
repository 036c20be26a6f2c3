package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What has to change: the pieces whose text differs, and the routes that build on such a piece or on a setting that
 * changed. Everything else keeps running.
 *
 * @param changes in the order in which to make them: what routes build on first, new routes last
 */
record Plan(List<Change> changes) {

    Plan {
        changes = List.copyOf(changes);
    }

    static Plan of(Collection<Piece> running, Collection<Piece> wanted, Set<String> changedSettings) {
        Map<Piece.Identity, Piece> gone = byIdentity(running);
        Map<Piece.Identity, Piece> come = byIdentity(wanted);
        List<Piece> same = new ArrayList<>(come.values());
        same.removeIf(piece -> gone.remove(piece.identity()) == null);
        same.forEach(piece -> come.remove(piece.identity()));
        var before = new ArrayList<>(gone.values());
        var after = new ArrayList<>(come.values());
        for (Piece touched : touched(same, before, after, changedSettings)) {
            before.add(touched);
            after.add(touched);
        }
        return new Plan(paired(before, after));
    }

    private static Map<Piece.Identity, Piece> byIdentity(Collection<Piece> pieces) {
        var map = new LinkedHashMap<Piece.Identity, Piece>();
        pieces.forEach(piece -> map.put(piece.identity(), piece));
        return map;
    }

    /** The pieces that did not change themselves, but mention what did, directly or through another. */
    private static Set<Piece> touched(
            List<Piece> same, List<Piece> before, List<Piece> after, Set<String> changedSettings) {
        var names = new ArrayDeque<Pattern>();
        changedSettings.forEach(setting -> names.add(mention(setting)));
        before.forEach(piece -> names.addAll(mentions(piece)));
        after.forEach(piece -> names.addAll(mentions(piece)));
        var touched = new HashSet<Piece>();
        while (!names.isEmpty()) {
            Pattern name = names.poll();
            for (Piece piece : same) {
                if (!touched.contains(piece) && name.matcher(piece.yaml()).find()) {
                    touched.add(piece);
                    names.addAll(mentions(piece));
                }
            }
        }
        return touched;
    }

    private static List<Pattern> mentions(Piece piece) {
        if (!piece.kind().isShared()) {
            return List.of();
        }
        if (piece.kind() == Piece.Kind.CONFIGURATION && piece.ids().isEmpty()) {
            // A configuration without a name is for every route.
            return List.of(Pattern.compile(""));
        }
        return piece.ids().stream().map(Plan::mention).toList();
    }

    private static Pattern mention(String name) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
    }

    private static List<Change> paired(List<Piece> before, List<Piece> after) {
        Map<String, Piece> free = new LinkedHashMap<>();
        before.forEach(piece -> free.put(key(piece), piece));
        var changes = new ArrayList<Change>();
        var come = new ArrayList<Piece>();
        for (Piece piece : after) {
            Piece same = free.remove(key(piece));
            if (same == null) {
                come.add(piece);
            } else {
                changes.add(new Change(Optional.of(same), Optional.of(piece)));
            }
        }
        for (Piece piece : come) {
            // One without an id gets another with another file.
            Optional<Piece> same = free.values().stream()
                    .filter(gone -> gone.kind() == piece.kind() && gone.yaml().equals(piece.yaml()))
                    .findFirst();
            same.ifPresent(gone -> free.remove(key(gone)));
            changes.add(new Change(same, Optional.of(piece)));
        }
        free.values().forEach(piece -> changes.add(new Change(Optional.of(piece), Optional.empty())));
        changes.sort(Comparator.comparing(Change::kind)
                .thenComparing(change -> change.before().isEmpty()));
        return changes;
    }

    /** A route that moved to another file is the same route. */
    private static String key(Piece piece) {
        return piece.kind() + " " + (piece.ids().isEmpty() ? piece.identity() : piece.ids());
    }

    /** The settings whose values differ, and those whose values mention such a setting. */
    static Set<String> changedSettings(Properties before, Properties after) {
        var changed = new HashSet<String>();
        var all = new HashSet<>(before.stringPropertyNames());
        all.addAll(after.stringPropertyNames());
        boolean more = true;
        while (more) {
            more = false;
            for (String name : all) {
                String value = after.getProperty(name);
                boolean differs = value == null || !value.equals(before.getProperty(name));
                if ((differs || changed.stream().anyMatch(value::contains)) && changed.add(name)) {
                    more = true;
                }
            }
        }
        return changed;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }
}
