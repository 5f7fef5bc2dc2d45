package org.example.depot;

import java.util.List;

/** A shelf with boxes on it. */
public class Shelf {
    private final String id;
    private final String name;
    private final int room;

    Shelf(String id, String name, int room) {
        this.id = id;
        this.name = name;
        this.room = room;
    }

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public int getRoom() {
        return room;
    }

    public List<Box> getBoxes() {
        return Stock.boxesOn(id);
    }
}
