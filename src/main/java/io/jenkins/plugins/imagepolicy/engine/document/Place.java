package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import java.util.List;
import java.util.Map;

/**
 * Where one value of a document stands, and where its parts do. An alias shares the place of its anchor.
 *
 * @param keys where the key of each field stands
 * @param fields empty unless the value is a mapping
 * @param items empty unless the value is a sequence
 */
record Place(Position at, Map<String, Position> keys, Map<String, Place> fields, List<Place> items) {
    static Place scalar(Position at) {
        return new Place(at, Map.of(), Map.of(), List.of());
    }

    /** Position of the value that {@code pointer} leads to, or of its nearest ancestor that is there. */
    Position value(JsonPointer pointer) {
        Place here = this;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            Place next = here.child(rest);
            if (next == null) {
                return here.at;
            }
            here = next;
        }
        return here.at;
    }

    /** Position of the key (or item) that {@code pointer} leads to, or of its nearest ancestor that is there. */
    Position key(JsonPointer pointer) {
        Position found = at;
        Place here = this;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            Position key = here.keys.get(rest.getMatchingProperty());
            Place next = here.child(rest);
            if (next == null) {
                return found;
            }
            found = key != null ? key : next.at;
            here = next;
        }
        return found;
    }

    private Place child(JsonPointer step) {
        if (items.isEmpty()) {
            return fields.get(step.getMatchingProperty());
        }
        int index = step.getMatchingIndex();
        return index >= 0 && index < items.size() ? items.get(index) : null;
    }
}
