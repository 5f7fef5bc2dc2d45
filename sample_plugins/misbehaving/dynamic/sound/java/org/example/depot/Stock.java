package org.example.depot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is in the depot; it never changes. */
final class Stock {
    private static final List<Shelf> SHELVES = Collections.unmodifiableList(Arrays.asList(
            new Shelf("s1", "North", 10),
            new Shelf("s2", "South", 10),
            new Shelf("s3", "Attic", 2)));
    private static final List<Box> BOXES = Collections.unmodifiableList(Arrays.asList(
            new Box("s1/b1", "Tools", "Ada", 7.5),
            new Box("s1/b2", "Books", "Brendan", 12),
            new Box("s2/b1", "Things", null, 3)));

    private Stock() {}

    static List<Shelf> shelves() {
        return new ArrayList<>(SHELVES);
    }

    static Shelf shelf(String id) {
        for (Shelf shelf : SHELVES) {
            if (shelf.getId().equals(id)) {
                return shelf;
            }
        }
        return null;
    }

    static List<Box> boxes() {
        return new ArrayList<>(BOXES);
    }

    static List<Box> boxesOn(String shelf) {
        List<Box> found = new ArrayList<>();
        for (Box box : BOXES) {
            if (box.getId().startsWith(shelf + "/")) {
                found.add(box);
            }
        }
        return found;
    }

    static Box box(String id) {
        for (Box box : BOXES) {
            if (box.getId().equals(id)) {
                return box;
            }
        }
        return null;
    }
}
